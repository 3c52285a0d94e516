from django.core.files.storage import storages


def private_storage():
    """Where files lie that only a view of ours gives out."""
    return storages["private"]
