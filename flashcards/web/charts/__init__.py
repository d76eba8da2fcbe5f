"""Small pictures, laid out: where each bar, square and line stands. A unit is about one CSS pixel; templates only draw."""

from __future__ import annotations

from flashcards.web.charts.curves import curve_chart
from flashcards.web.charts.panels import parts
from flashcards.web.charts.today import heat_map, load_chart

PICTURES = (load_chart, heat_map, curve_chart, parts)
"""The filters by which templates ask for them."""
