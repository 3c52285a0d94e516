"""Which items of the image and document library a page shows."""

IMAGES = {"image", "poster"}
DOCUMENTS = {"file", "reading", "target_reading"}
# Without these a block shows nothing.
NEEDED = {"image", "file"}


def items_in(raw):
    """``["image" or "document", id]`` of everything that raw blocks show, each once."""
    found = {tuple(item) for item in _chosen(raw) if item[1] is not None}
    return [list(item) for item in sorted(found)]


def has_lost(raw, known):
    """Whether raw blocks show something that is not among the ``known`` items, or nothing where they must."""
    return any(item[1] is None or tuple(item) not in known for item in _chosen(raw))


def _chosen(raw):
    if isinstance(raw, list):
        for block in raw:
            yield from _chosen(block)
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name in IMAGES | DOCUMENTS and not isinstance(value, dict | list):
                if value is not None or name in NEEDED:
                    yield ["image" if name in IMAGES else "document", value]
            else:
                yield from _chosen(value)
