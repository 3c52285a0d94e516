"""Tools as files, in TOML or JSON: the same words in both."""

import json
import tomllib
from pathlib import Path

from django.utils.translation import gettext as _

from lms.core.errors import RuleError

DEFAULT = Path(__file__).with_name("maturity-1.toml")
LARGEST = 500_000
"""Bytes. The default tool has less than a tenth of that."""


class FileNotRead(RuleError):
    code = "file_not_read"


def default():
    """The tool that the project brings along."""
    return read(DEFAULT.read_bytes())


def read(content):
    """The values in a file, whatever they are. Raises FileNotRead with the line, where it is known."""
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise FileNotRead(_("The file is not text in UTF-8.")) from error
    except RecursionError as error:
        raise FileNotRead(_("The file is nested too deeply.")) from error
    except ValueError as error:
        raise FileNotRead(
            _("The file is neither TOML nor JSON as it should be: %(error)s."), error=error
        ) from error


def as_json(tool):
    return json.dumps(tool, ensure_ascii=False, indent=2) + "\n"


def as_toml(tool):
    """As the default tool is written. A text in JSON is one in TOML too."""
    lines = [_pair("code", tool["code"]), f"version = {tool['version']}"]
    lines += _in_languages("title", tool["title"])
    for axis in tool["axes"]:
        lines += ["", "[[axes]]", _pair("code", axis["code"])]
        lines += _in_languages("title", axis["title"])
        for question in axis["questions"]:
            lines += ["", "[[axes.questions]]", _pair("code", question["code"])]
            lines += _in_languages("text", question["text"])
            lines += ["levels = [", *map(_level, question["levels"]), "]"]
    return "\n".join(lines) + "\n"


def _in_languages(name, texts):
    return [_pair(f"{name}.{language}", text) for language, text in texts.items()]


def _level(texts):
    return f"  {{ {', '.join(_pair(*one) for one in texts.items())} }},"


def _pair(name, text):
    return f"{name} = {json.dumps(text, ensure_ascii=False)}"
