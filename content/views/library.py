from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as documents_policy
from wagtail.documents.views.documents import DeleteView as DeleteDocument
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as images_policy
from wagtail.images.views.images import DeleteView as DeleteImage

from courses.reports.printed import texts_printed_from

LIBRARY = {
    "image": (get_image_model, images_policy),
    "document": (get_document_model, documents_policy),
}
LISTS = {"image": "wagtailimages:index", "document": "wagtaildocs:index"}
RIGHTS = ["add", "change", "delete", "choose"]
PAGE = 50


def uses(request, kind, item_id):
    """Where editions show a picture or a file of the library."""
    if kind not in LIBRARY:
        raise Http404
    model, policy = LIBRARY[kind]
    item = get_object_or_404(model(), pk=item_id)
    if not policy.user_has_any_permission_for_instance(request.user, RIGHTS, item):
        raise Http404
    printed = texts_printed_from(kind, item.pk)
    title = _("Editions that show “%(item)s”") % {"item": item.title}
    texts = Paginator(printed, PAGE).get_page(request.GET.get("p"))
    context = {
        "item": item,
        "texts": texts,
        "header_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [
            {"url": reverse(LISTS[kind]), "label": capfirst(model()._meta.verbose_name_plural)},
            {"url": "", "label": title},
        ],
    }
    return render(request, "content/uses.html", context)


def delete_image(request, image_id):
    """Wagtail's own way, unless an edition shows the image."""
    if texts_printed_from("image", image_id).exists():
        return redirect("content:uses", "image", image_id)
    return DeleteImage.as_view()(request, image_id=image_id)


def delete_document(request, document_id):
    """Wagtail's own way, unless an edition offers the file."""
    if texts_printed_from("document", document_id).exists():
        return redirect("content:uses", "document", document_id)
    return DeleteDocument.as_view()(request, document_id=document_id)
