"""Figures: what is drawn of a report, first as plain numbers (a scene), then as SVG."""
