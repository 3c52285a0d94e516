from django.urls import path

from mentoring.views import tools

urlpatterns = [
    path("tools/", tools.tools, name="tools"),
    path("tools/bring-in/", tools.bring_in_tool, name="bring_in_tool"),
    path("tools/upload/", tools.upload_tool, name="upload_tool"),
    path("tools/<int:tool_id>/", tools.tool, name="tool"),
    path("tools/<int:tool_id>/paper/", tools.paper, name="tool_paper"),
    path("tools/<int:tool_id>/file/<slug:kind>/", tools.tool_file, name="tool_file"),
    path("tools/<int:tool_id>/next/", tools.draft_next, name="draft_next_tool"),
    path("tools/<int:tool_id>/publish/", tools.publish_tool, name="publish_tool"),
    path("tools/<int:tool_id>/axes/<slug:axis>/", tools.write_axis, name="write_axis"),
]
