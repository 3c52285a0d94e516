"""Questions of the further kinds as a trainer leaves them: raw blocks."""

from tests.factories.content import block, image


def _items(values):
    return [block("item", value) for value in values]


def picture(right=0, count=2):
    options = [
        {"image": image().pk, "description": f"Image {n}", "correct": n == right}
        for n in range(count)
    ]
    return block("picture", {"text": "Laquelle ?", "options": _items(options), "marks": 1})


def short(*accepted, text="Qui tient la caisse ?"):
    lines = "\n".join(accepted or ["La trésorière", "trésorière"])
    return block("short", {"text": text, "accepted": lines, "marks": 1})


def matching(pairs=(("Loyer", "charge fixe"), ("Sacs", "charge variable")), others=("bénéfice",)):
    values = [{"text": text, "target": target} for text, target in pairs]
    return block(
        "matching",
        {"text": "Reliez.", "pairs": _items(values), "others": _items(others), "marks": 2},
    )


def ordering(*steps):
    values = [{"text": step} for step in steps or ("Laver", "Sécher", "Emballer")]
    return block("ordering", {"text": "Rangez.", "items": _items(values), "marks": 2})


def gaps(sentence="Chaque [1] a une [2].", gaps=(("membre", ""), ("voix", "part\nmachine"))):
    values = [{"accepted": accepted, "wrong": wrong} for accepted, wrong in gaps]
    return block(
        "gaps", {"text": "Complétez.", "sentence": sentence, "gaps": _items(values), "marks": 2}
    )


def open_answer(model="Elle nomme deux raisons."):
    return block("open", {"text": "Pourquoi ?", "model": model, "marks": 4})


def upload(*accepts):
    kinds = list(accepts or ["photo", "voice"])
    return block("upload", {"text": "Montrez votre reçu.", "accepts": kinds, "marks": 3})
