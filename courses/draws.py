"""Which questions a try at a quiz asks: plain functions of plain values."""


def drawn(questions, pools, chance):
    """Ids of the questions of one try, in the order they are asked.

    ``pools`` is a list of ``{"pool": [ids], "number": n}``: of each, n are drawn that are not drawn yet, or all where
    there are fewer. Questions in no pool are always asked. ``chance`` is a ``random.Random``.
    """
    pooled = {one for pool in pools for one in pool["pool"]}
    asked = [one for one in questions if one not in pooled]
    for pool in pools:
        left = [one for one in questions if one in set(pool["pool"]) and one not in asked]
        asked += chance.sample(left, min(pool["number"], len(left)))
    chance.shuffle(asked)
    return asked


def how_many(questions, pools):
    """How many questions a try asks. Pools share no question."""
    pooled = {one for pool in pools for one in pool["pool"]}
    always = [one for one in questions if one not in pooled]
    there = [len(set(questions) & set(pool["pool"])) for pool in pools]
    drawn_here = (min(pool["number"], n) for pool, n in zip(pools, there, strict=True))
    return len(always) + sum(drawn_here)
