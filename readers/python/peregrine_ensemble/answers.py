"""What questions give: a frame, with words for it and a picture of it."""
import dataclasses

import pandas

WIDTH_INCHES, HEIGHT_INCHES = 8, 4.5
ONE_CHART = (0.1, 0.1, 0.86, 0.82)  # left, bottom, width and height in a figure


@dataclasses.dataclass
class Answer:
    """`frame` has the numbers; `plot` shows them, `save` writes the picture to a file."""

    frame: pandas.DataFrame
    title: str
    unit: str  # of the numbers, in words; empty where they are bare numbers
    source: str  # file

    def plot(self, figure=None):
        """Draws into a matplotlib figure, a new one of pyplot unless given; returns it."""
        if figure is None:
            from matplotlib import pyplot
            figure = pyplot.figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES))
        self._draw(figure)
        return figure

    def save(self, path, **options):
        """Writes the picture: its form by the name's ending, as .png or .svg; `options` as those of
        matplotlib's savefig. Opens no window."""
        from matplotlib.figure import Figure
        figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES))
        self.plot(figure).savefig(path, **options)
        return path

    def _draw(self, figure):
        raise NotImplementedError

    def __repr__(self):
        words = self.title + (f" ({self.unit})" if self.unit else "")
        return f"{words}, {self.source}\n{self.frame!r}"

    def _repr_html_(self):
        return self.frame._repr_html_()


class Fan(Answer):
    def _draw(self, figure):
        from peregrine_ensemble import charts
        # Not laid out by matplotlib, which draws all twice for it and takes a fifth of a second.
        axes = figure.add_axes(ONE_CHART)
        charts.draw_fan(axes, self.frame, self.unit)
        axes.set_title(self.title, loc="left", fontsize="medium")
        charts.explain_bands(axes)


class Routes(Answer):
    def _draw(self, figure):
        from peregrine_ensemble import charts
        figure.set_layout_engine("constrained")
        charts.draw_small_multiples(figure, self.frame, self.unit)
        figure.suptitle(self.title, fontsize="medium")


class Entries(Answer):
    def _draw(self, figure):
        from peregrine_ensemble import charts
        figure.set_layout_engine("constrained")
        axes = figure.add_subplot()
        charts.draw_ranges(axes, self.frame, self.unit)
        axes.set_title(self.title, loc="left", fontsize="medium")


class Chances(Answer):
    def _draw(self, figure):
        from peregrine_ensemble import charts
        axes = figure.add_axes(ONE_CHART)
        charts.draw_chances(axes, self.frame)
        axes.set_title(self.title, loc="left", fontsize="medium")


class Map(Answer):
    def _draw(self, figure):
        from peregrine_ensemble import world_map
        figure.set_layout_engine("constrained")
        world_map.draw_map(figure, self.frame, self.title, self.unit)
