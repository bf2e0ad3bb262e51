"""Team colours on white paper: those of light walls in static/css/tokens.css (a test compares)."""

_COLORS = {
    "neutral": ("#3d454d", "#606972"),
    "sky": ("#0072b7", "#0086ce"),
    "orange": ("#764a00", "#965a00"),
    "green": ("#2c6e44", "#408653"),
    "purple": ("#a53d85", "#bd5aa2"),
    "blue": ("#0035b7", "#2c54db"),
    "yellow": ("#776f06", "#937f00"),
    "brown": ("#632a09", "#7d3f1e"),
    "violet": ("#552375", "#633a98"),
}


def paper_colors(name: str) -> tuple[str, str]:
    """A team colour for text, and for bars and other shapes."""
    return _COLORS.get(name, _COLORS["neutral"])
