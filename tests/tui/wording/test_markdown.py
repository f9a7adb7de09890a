"""User text in Markdown, read by a Markdown parser: it is text, and it says the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.examples import examples
from tui.wording.markdown import plain, quoted
from tui.wording.safe_text import safe

HOSTILE = (
    "[the contract](https://evil.example) and ![a picture](x.png)",
    "<script>alert(1)</script> <b>bold</b> &amp; &#60; <https://evil.example>",
    "see https://evil.example/a_b_c or www.evil.example now",
    "*bold* _italic_ `code` ~~gone~~ $x$ \\* \\\\",
    "# heading",
    "### heading",
    "- item",
    "+ item",
    "1. item",
    "12) item",
    "> quote",
    "    four blanks",
    "\ttab",
    "---",
    "===",
    "***",
    "```",
    "~~~",
    "| a | b |\n| --- | --- |\n| c | d |",
    "title\n=====",
    "title\n---",
    "[link]: https://evil.example",
    "one\n\n\n# two\n\n- three\r\nfour\u2028five",
    "a\\",
    "ends with two blanks  \nand goes on",
    "<!-- comment",
    "<?php ?>",
    "\x1b[31mred\u202egpj",
    "日本語 é́",
)
texts = st.text(
    st.sampled_from("ab1 \t\n\\`*_[]()<>#+-=.!|~&;:/$w'\"{}@^") | st.characters(), max_size=40
)


def parsed(text: str) -> list[Token]:
    markdown = MarkdownIt("gfm-like", {"html": True})
    # Only what is written as an address: a bare name like a.b is a link nowhere but here.
    assert markdown.linkify is not None
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return markdown.parse(text)


def kinds(tokens: list[Token]) -> set[str]:
    return {token.type for token in tokens if token.type != "inline"}


def lines_in(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from "".join(
                "\n" if child.type in ("softbreak", "hardbreak") else _text(child)
                for child in token.children or ()
            ).split("\n")


def _text(child: Token) -> str:
    assert child.type == "text", child
    return child.content


def check_plain(text: str) -> None:
    tokens = parsed(f"- **day** x {plain(text)} x")
    assert kinds(tokens) == {
        *("bullet_list_open", "list_item_open", "paragraph_open"),
        *("bullet_list_close", "list_item_close", "paragraph_close"),
    }
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert inline.children is not None
    shown = "".join(_text(child) for child in inline.children[4:])
    assert shown == f" x {safe(text)} x"


def check_quoted(text: str) -> None:
    tokens = parsed("\n".join(["- x", *quoted(text, indent="  "), "- y"]))
    blocks = {kind.removesuffix("_open") for kind in kinds(tokens) if kind.endswith("_open")}
    assert blocks <= {"bullet_list", "list_item", "paragraph", "blockquote"}
    shown = list(lines_in(tokens))[1:-1]
    assert shown == [safe(line.strip()) for line in text.strip().splitlines() if line.strip()]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    check_plain(text.replace("\n", " "))
    check_quoted(text)


@examples(60)
@given(texts)
def test_any_text_is_text(text: str) -> None:
    check_plain(text)
    check_quoted(text)


def test_a_blank_text_is_no_quotation() -> None:
    assert list(quoted(" \n\t\n")) == []
