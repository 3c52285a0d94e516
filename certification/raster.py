from threading import Lock

import pypdfium2

# PDFium knows no threads: two pages drawn at once bring the process down.
ONE_AT_A_TIME = Lock()


def first_page(content, **options):
    """The first page of a PDF as a picture; ``options`` are those of ``PdfPage.render``."""
    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as document:
        return document[0].render(**options).to_pil()
