"""How does a figure become a picture that needs no program: SVG with text as text?

Input is the plain Plotly dict that the chart builders make, so a picture in a report, on paper or on a telephone is
the picture of the page. Only what is drawn is written: no hover texts, no keys, no numbers behind the marks. This
package imports nothing but the standard library.
"""

from pages.parts.report.svg.drawing import figure_svg

__all__ = ["figure_svg"]
