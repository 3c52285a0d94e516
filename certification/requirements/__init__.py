"""The kinds of requirements. A scheme is data that names them with their numbers; a new kind is a class here."""
