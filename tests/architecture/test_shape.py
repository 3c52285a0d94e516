"""The shape of the code base, checked like any other behaviour."""

import ast
import re
from importlib import import_module
from inspect import getfullargspec, isfunction, unwrap
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LAYERS = [
    "lms.core",
    "lms.people",
    "lms.notices",
    "lms.offline",
    "courses",
    "mentoring",
    "certification",
    "content",
    "lms.demo",
]
OURS = [path for name in LAYERS for path in sorted((ROOT / name.replace(".", "/")).rglob("*.py"))]
MODULES = [path for path in OURS if "migrations" not in path.parts]
MIGRATIONS = [path for path in OURS if "migrations" in path.parts]
ACTIONS = [p for p in MODULES if "actions" in (p.stem, p.parent.name) and p.stem != "__init__"]
OUR_PACKAGES = {"lms", "courses", "mentoring", "certification", "content", "tests"}


def short(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_modules_and_functions_stay_small(path):
    source = path.read_text()
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]

    assert source.count("\n") <= 400
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 40] == []


def test_foreign_keys_point_downwards():
    upwards = []
    for level, name in enumerate(LAYERS):
        for model in apps.get_app_config(name.rpartition(".")[2]).get_models():
            for field in model._meta.get_fields():
                target = field.related_model if field.concrete else None
                home = target._meta.app_config.name if target else None
                if home in LAYERS and LAYERS.index(home) > level:
                    upwards.append(f"{model._meta.label}.{field.name} -> {home}")
    assert upwards == []


def test_no_record_points_at_a_page():
    pages = []
    for name in set(LAYERS) - {"content"}:
        for model in apps.get_app_config(name.rpartition(".")[2]).get_models():
            for field in model._meta.get_fields():
                target = field.related_model if field.concrete else None
                if target and target._meta.app_label.startswith("wagtail"):
                    pages.append(f"{model._meta.label}.{field.name}")
    assert pages == []


def test_every_app_is_a_layer():
    assert sorted(settings.OUR_APPS) == sorted(LAYERS)


@pytest.mark.parametrize("path", ACTIONS, ids=short)
def test_every_action_says_who_acts(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    actions = import_module(name)
    ours = [f for f in vars(actions).values() if getattr(f, "__module__", "") == name]
    verbs = [f for f in ours if isfunction(f) and not f.__name__.startswith("_")]

    # Signing in is done by nobody yet.
    nameless = {f.__name__ for f in verbs if "by" not in getfullargspec(unwrap(f)).kwonlyargs}

    assert verbs
    assert nameless <= {"person_with_pin"}


@pytest.mark.parametrize("path", MIGRATIONS, ids=short)
def test_no_migration_imports_our_code(path):
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).partition(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    # A default or a queryset of ours may be named by the migration that Django writes, never a model or a verb.
    allowed = re.compile(r"import (lms\.core\.(ids|storage)|\w+\.querysets|lms\.\w+\.querysets)\b")
    ours = [line for line in path.read_text().splitlines() if re.match(r"\s*(import|from) ", line)]
    wrong = [
        line
        for line in ours
        if line.split()[1].partition(".")[0] in OUR_PACKAGES and not allowed.search(line)
    ]
    assert wrong == [], imported


def test_the_stylesheet_knows_no_left_and_right():
    styles = (ROOT / "lms/static/lms/site.css").read_text()
    physical = re.findall(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)|text-align: *(?:left|right)"
        r"|(?<![\w-])(?:left|right): |float:",
        styles,
    )
    assert physical == []


TEMPLATES = sorted(
    path
    for folder in OUR_PACKAGES - {"tests"}
    for path in (ROOT / folder).rglob("templates/**/*.html")
)


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_hold_no_inline_style_or_script_and_trim_their_sentences(path):
    source = path.read_text()

    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"\son\w+=[\"']", source)
    assert "{% blocktranslate" not in source.replace("{% blocktranslate trimmed", "")
    assert "{% blocktrans " not in source
