"""The tree of errors: drawn, exported, and able to name its subject."""

import re

import pytest

from pipeline_common import errors


def subclasses(kind):
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


OURS = [errors.CoopfeedError, *subclasses(errors.CoopfeedError)]


def test_all_is_what_the_module_defines():
    defined = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert set(errors.__all__) == defined


def test_every_class_stands_in_the_drawing():
    drawn = set(re.findall(r"\w+Error", errors.__doc__))
    assert drawn == set(errors.__all__)


@pytest.mark.parametrize("kind", OURS)
def test_text_names_subject_cause_and_advice(kind):
    error = kind("cannot be read", subject="here", advice="do that")
    error.__cause__ = OSError("gone")
    assert str(error) == "here: cannot be read (OSError: gone); do that"
    assert str(kind("cannot be read")) == "cannot be read"
