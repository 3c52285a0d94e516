"""What a new site begins with: our own defaults, drawn from practice, and no rule of the ILO. By programme code."""

NINETY_DAY_PLANS = frozenset({"GET-AHEAD"})
"""Programmes whose participants end with a 90-day plan, which goes on in the action plan of their cooperative."""


def _words(fr, en, ar):
    return {"fr": fr, "en": en, "ar": ar}


def _piece(code, kind, fr, en, ar, **more):
    return {"code": code, "kind": kind, "title": _words(fr, en, ar), **more}


LADDERS = {
    "BOOTCOOP": [
        {
            "title": _words("Se réunir et s’écouter", "Come together and listen", "نجتمع ونُصغي"),
            "evidence": [
                _piece(
                    "founding_group",
                    "roster",
                    "La liste du groupe : nom, sexe et année de naissance d’au moins cinq membres",
                    "The list of the group: name, sex and year of birth of at least five members",
                    "لائحة المجموعة: الاسم والجنس وسنة الميلاد لخمسة أعضاء على الأقل",
                    least=5,
                ),
                _piece(
                    "first_diagnostic",
                    "baseline",
                    "Le premier diagnostic participatif est terminé",
                    "The first participatory diagnostic is finished",
                    "التشخيص التشاركي الأول منتهٍ",
                ),
            ],
        },
        {
            "title": _words("Fonder et immatriculer", "Found and register", "التأسيس والتقييد"),
            "evidence": [
                _piece(
                    "register_number",
                    "registered",
                    "Le numéro du registre des coopératives est noté",
                    "The number in the register of cooperatives is written down",
                    "رقم التقييد في سجل التعاونيات مسجَّل",
                ),
                _piece(
                    "register_paper",
                    "document",
                    "La mentore a vu le papier du registre : une photo, et la date",
                    "The mentor has seen the paper of the register: a photo, and the date",
                    "اطّلعت الموجِّهة على وثيقة السجل: صورة والتاريخ",
                ),
            ],
        },
        {
            "title": _words("Gouverner et gérer", "Govern and manage", "الحكامة والتدبير"),
            "evidence": [
                _piece(
                    "assembly",
                    "assembly_minutes",
                    "Le procès-verbal d’une assemblée des douze derniers mois",
                    "The minutes of an assembly of the last twelve months",
                    "محضر جمع عام خلال الاثني عشر شهراً الأخيرة",
                ),
                _piece(
                    "offices",
                    "offices",
                    "La présidente et la trésorière sont élues",
                    "The chair and the treasurer are elected",
                    "الرئيسة وأمينة المال منتخبتان",
                ),
                _piece(
                    "cash_book",
                    "document",
                    "Le livre de caisse tenu à jour pendant trois mois",
                    "The cash book, kept up to date for three months",
                    "دفتر الصندوق مضبوط لمدة ثلاثة أشهر",
                ),
                _piece(
                    "who_does_what",
                    "document",
                    "Le tableau « qui fait quoi », accepté par les membres",
                    "The chart of who does what, accepted by the members",
                    "جدول توزيع المهام، موافَق عليه من الأعضاء",
                ),
                _piece(
                    "confirmed_sessions",
                    "sessions_confirmed",
                    "Trois séances d’accompagnement confirmées par les membres",
                    "Three coaching sessions confirmed by the members",
                    "ثلاث حصص مواكبة أكدها الأعضاء",
                    least=3,
                ),
            ],
        },
        {
            "title": _words("Produire et vendre", "Produce and sell", "الإنتاج والبيع"),
            "evidence": [
                _piece(
                    "cost_sheet",
                    "document",
                    "La fiche de coût d’un produit",
                    "The cost sheet of one product",
                    "بطاقة كلفة منتوج واحد",
                ),
                _piece(
                    "label",
                    "document",
                    "Un projet d’étiquette avec toutes les mentions obligatoires",
                    "A draft label with everything that the law asks for",
                    "مشروع ملصق يتضمن كل البيانات الإلزامية",
                ),
                _piece(
                    "product_photos",
                    "document",
                    "Trois photos du produit, prêtes à être montrées",
                    "Three photos of the product, fit to be shown",
                    "ثلاث صور للمنتوج صالحة للعرض",
                ),
                _piece(
                    "buyer",
                    "document",
                    "Le contact d’une acheteuse ou d’un acheteur, et ce qui a été dit",
                    "The contact of one buyer, and what was said",
                    "جهة اتصال بمشترٍ واحد وما قيل معه",
                ),
            ],
        },
        {
            "title": _words("Grandir et s’allier", "Grow and partner", "النمو والشراكة"),
            "evidence": [
                _piece(
                    "last_diagnostic",
                    "endline_same_version",
                    "Le diagnostic final, avec la même version de l’outil que le premier",
                    "The last diagnostic, with the same version of the tool as the first",
                    "التشخيص النهائي بنفس نسخة الأداة المستعملة في الأول",
                ),
                _piece(
                    "development_plan",
                    "document",
                    "Le plan de développement daté, approuvé par l’assemblée",
                    "The dated development plan, approved by the assembly",
                    "مخطط التنمية مؤرخ ومصادق عليه من الجمع العام",
                ),
            ],
        },
    ],
}
"""The stages of a programme in order: each with its title, and what must be shown to pass from it to the next."""
