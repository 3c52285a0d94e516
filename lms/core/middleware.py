from csp.constants import SELF, UNSAFE_INLINE


class CmsContentSecurityPolicy:
    """The Wagtail editor has inline scripts and styles of its own; only under /cms/ are they let through."""

    POLICY = {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [SELF],
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = self.POLICY
        return response
