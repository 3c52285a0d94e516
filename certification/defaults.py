"""The schemes a new site begins with: our own defaults, drawn from practice, and no rule of the ILO.

They are drafts: the course is chosen, who signs is written, every number can be changed, and then they are put in force.
Numbers of ``requirements`` are as the kinds name them.
"""

ISSUERS = {
    "fr": "Coop Academy",
    "en": "Coop Academy",
    "ar": "أكاديمية التعاونيات",
    "pt": "Coop Academy",
    "hi": "सहकारिता अकादमी",
}
DELIVERED = {"trainings": 2, "within_months": 12, "min_participants": 10}
OBSERVED = {"observations": 1, "min_line": 2, "min_percent": 75, "own_trainer": False}


def _criterion(number, titles, *levels):
    """``titles`` and each of the four levels in French, English and Arabic."""
    languages = ("fr", "en", "ar")
    return {
        "id": f"c{number}",
        "titles": dict(zip(languages, titles, strict=True)),
        "weight": 1,
        "levels": {
            str(level): dict(zip(languages, words, strict=True))
            for level, words in enumerate(levels, 1)
        },
    }


PORTFOLIO = {
    "about": {
        "fr": "Plan, photos et compte rendu d’une formation",
        "en": "Plan, photos and report of one training",
        "ar": "خطة دورة تكوينية وصورها وتقريرها",
    },
    "min_percent": 60,
    "rubric": [
        _criterion(
            1,
            ("Préparer", "Preparing", "الإعداد"),
            ("Il n’y a pas de plan.", "There is no plan.", "لا توجد خطة."),
            (
                "Le plan dit les thèmes, pas ce que le groupe fera.",
                "The plan names topics, not what the group will do.",
                "تذكر الخطة المواضيع دون ما ستقوم به المجموعة.",
            ),
            (
                "Le plan dit ce que le groupe saura faire, et comment.",
                "The plan says what the group will be able to do, and how.",
                "تبين الخطة ما ستتمكن المجموعة من فعله وكيف.",
            ),
            (
                "Le plan part de ce que ce groupe a dit avant la formation.",
                "The plan starts from what this group said before the training.",
                "تنطلق الخطة مما قالته هذه المجموعة قبل الدورة.",
            ),
        ),
        _criterion(
            2,
            ("Faire participer", "Letting people take part", "المشاركة"),
            (
                "On ne voit pas ce que fait le groupe.",
                "What the group does cannot be seen.",
                "لا يظهر ما تفعله المجموعة.",
            ),
            (
                "Le groupe écoute la plupart du temps.",
                "The group listens most of the time.",
                "تستمع المجموعة معظم الوقت.",
            ),
            (
                "Le groupe s’exerce, les femmes comme les hommes.",
                "The group practises, women as well as men.",
                "تتمرن المجموعة، نساءً ورجالاً.",
            ),
            (
                "Des participantes et participants mènent des exercices.",
                "Participants lead exercises themselves.",
                "تقود المشاركات والمشاركون تمارين بأنفسهم.",
            ),
        ),
        _criterion(
            3,
            ("Apprendre de sa pratique", "Learning from practice", "التعلم من الممارسة"),
            (
                "Le compte rendu ne dit pas ce qui s’est passé.",
                "The report does not say what happened.",
                "لا يذكر التقرير ما حدث.",
            ),
            (
                "Il dit ce qui s’est passé.",
                "It says what happened.",
                "يذكر ما حدث.",
            ),
            (
                "Il dit ce qui a marché, ce qui n’a pas marché, et pourquoi.",
                "It says what went well, what did not, and why.",
                "يذكر ما نجح وما لم ينجح ولماذا.",
            ),
            (
                "Il dit aussi ce qui a été changé ensuite, et l’effet.",
                "It also says what was changed afterwards, and what came of it.",
                "يذكر أيضاً ما تغير بعد ذلك وأثره.",
            ),
        ),
    ],
}


def _trainer(code, prefix, titles):
    return {
        "code": code,
        "number_prefix": prefix,
        "kind": "trainer",
        "titles": titles,
        "texts": {
            "fr": "Pour qui anime des formations et l’a montré sur le terrain.",
            "en": "For those who train others and have shown it in practice.",
            "ar": "لمن ينشط دورات تكوينية وأثبت ذلك في الميدان.",
            "pt": "Para quem forma outras pessoas e o demonstrou na prática.",
            "hi": "उनके लिए जो दूसरों को प्रशिक्षण देते हैं और जिन्होंने इसे व्यवहार में दिखाया है।",
        },
        "validity_months": 36,
        "renewed_by": "renewal",
        "requirements": [
            ("attendance", {"min_percent": 90}),
            ("work_accepted", {}),
            ("trainings_delivered", DELIVERED),
            ("observed_delivery", OBSERVED),
            ("coaching", {"side": "received", "sessions": 1}),
            ("portfolio", PORTFOLIO),
            ("statement", {"statement": "recommendation"}),
        ],
    }


SCHEMES = [
    {
        "code": "attendance",
        "number_prefix": "AT",
        "kind": "participation",
        "titles": {
            "fr": "Participation à une formation",
            "en": "Participation in a training",
            "ar": "المشاركة في دورة تكوينية",
            "pt": "Participação numa formação",
            "hi": "प्रशिक्षण में सहभागिता",
        },
        "texts": {
            "fr": "Pour qui a suivi la plus grande partie d’une formation.",
            "en": "For those who were there for most of a training.",
            "ar": "لمن حضر أغلب حصص الدورة التكوينية.",
            "pt": "Para quem esteve presente na maior parte de uma formação.",
            "hi": "उनके लिए जो प्रशिक्षण के अधिकांश समय उपस्थित रहे।",
        },
        "deciders": 1,
        "requirements": [("attendance", {"min_percent": 80})],
    },
    {
        "code": "learner-achievement",
        "number_prefix": "LA",
        "kind": "achievement",
        "titles": {
            "fr": "Réussite d’un cours",
            "en": "Achievement in a course",
            "ar": "النجاح في دورة",
            "pt": "Aproveitamento num curso",
            "hi": "पाठ्यक्रम में सफलता",
        },
        "texts": {
            "fr": "Pour qui a terminé un cours et réussi son évaluation.",
            "en": "For those who completed a course and passed its assessment.",
            "ar": "لمن أتمّ دورة ونجح في تقييمها.",
            "pt": "Para quem concluiu um curso e foi aprovado na avaliação.",
            "hi": "उनके लिए जिन्होंने पाठ्यक्रम पूरा किया और उसका मूल्यांकन उत्तीर्ण किया।",
        },
        "requirements": [
            ("course_completed", {}),
            ("attendance", {"min_percent": 80}),
            ("quiz_passed", {"min_percent": 60}, "A"),
            ("work_accepted", {}, "A"),
        ],
    },
    {
        "code": "renewal",
        "number_prefix": "RN",
        "kind": "trainer",
        "titles": {
            "fr": "Renouvellement du certificat de formation",
            "en": "Renewal of a trainer certificate",
            "ar": "تجديد شهادة التكوين",
            "pt": "Renovação do certificado de formação",
            "hi": "प्रशिक्षक प्रमाणपत्र का नवीनीकरण",
        },
        "texts": {
            "fr": "Pour qui a continué à former, ou a suivi un recyclage.",
            "en": "For those who went on training, or took a refresher course.",
            "ar": "لمن واصل التكوين أو تابع دورة لتجديد المعارف.",
            "pt": "Para quem continuou a formar ou frequentou uma reciclagem.",
            "hi": "उनके लिए जिन्होंने प्रशिक्षण देना जारी रखा या पुनश्चर्या पाठ्यक्रम किया।",
        },
        "validity_months": 36,
        "requirements": [
            ("trainings_delivered", DELIVERED | {"anew": True}, "A"),
            ("course_completed", {"anew": True}, "A"),
            ("statement", {"statement": "declaration"}),
        ],
    },
    _trainer(
        "trainer-coop-tools",
        "CT",
        {
            "fr": "Outils pour les coopératives",
            "en": "Tools for cooperatives",
            "ar": "أدوات التعاونيات",
            "pt": "Ferramentas para cooperativas",
            "hi": "सहकारी समितियों के लिए साधन",
        },
    ),
    _trainer(
        "trainer-get-ahead",
        "GT",
        {
            "fr": "Entrepreneuriat des femmes",
            "en": "Women’s entrepreneurship",
            "ar": "ريادة الأعمال النسائية",
            "pt": "Empreendedorismo das mulheres",
            "hi": "महिला उद्यमिता",
        },
    ),
    {
        "code": "master-trainer",
        "number_prefix": "MT",
        "kind": "master",
        "titles": {
            "fr": "Former des formatrices et des formateurs",
            "en": "Training of trainers",
            "ar": "تكوين المكوّنين",
            "pt": "Formação de formadores",
            "hi": "प्रशिक्षकों का प्रशिक्षण",
        },
        "texts": {
            "fr": "Pour qui forme et accompagne celles et ceux qui forment.",
            "en": "For those who train and accompany trainers.",
            "ar": "لمن يكوّن المكوّنات والمكوّنين ويواكبهم.",
            "pt": "Para quem forma e acompanha formadoras e formadores.",
            "hi": "उनके लिए जो प्रशिक्षकों को प्रशिक्षण देते हैं और उनका साथ देते हैं।",
        },
        "validity_months": 36,
        "renewed_by": "renewal",
        "requirements": [
            ("credential_held", {"scheme": "trainer-coop-tools", "months": 24}, "A"),
            ("credential_held", {"scheme": "trainer-get-ahead", "months": 24}, "A"),
            ("attendance", {"min_percent": 90}),
            ("trainings_delivered", DELIVERED | {"trainings": 1}),
            ("observed_delivery", OBSERVED),
            ("quiz_passed", {"min_percent": 60}),
        ],
    },
]
