"""The survey's form and its results, for phones and admins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from babel.numbers import format_decimal

from kiosk.okr.progress import round_half_up
from kiosk.okr.survey import (
    ANSWER_LENGTH,
    SCALE,
    Question,
    QuestionKind,
    QuestionResult,
    ResultsPolicy,
    Survey,
    SurveyState,
    answer_field_name,
)
from kiosk.okr.survey_lessons import SurveyLessons
from kiosk.views.i18n.localizer import Localizer

SURVEY_PATH = "/survey"
THANKS_PATH = "/survey/thanks"


def answer_path(code: str) -> str:
    """The path of a survey code, to answer once."""
    return f"/s/{code}"


def default_questions(localizer: Localizer) -> tuple[Question, ...]:
    """The questions of a new survey."""
    _ = localizer.gettext
    rated = (
        _("I know what the company’s objectives are, and why they were chosen."),
        _("My team’s objectives are worth the work we put into them."),
        _("I had a say in the objectives I work for."),
        _("I can say openly when a key result is not going well."),
        _("Nobody here has anything to fear from missing a target."),
        _("The weekly check-in helps my team more than it costs."),
        _("What the wall shows is what is really happening."),
    )
    open_ones = (
        _("What helped most in this cycle?"),
        _("What got in the way?"),
        _("What should we do differently in the next one?"),
    )
    return tuple(Question(QuestionKind.SCALE, text) for text in rated) + tuple(
        Question(QuestionKind.TEXT, text) for text in open_ones
    )


@dataclass(frozen=True, slots=True)
class SurveyField:
    """A question as a form field, with the submitted value and its error."""

    field: str
    text: str
    is_scale: bool
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class SurveyFormPage:
    """The form on which a person answers the survey once.

    :ivar is_secret: whether the connection is encrypted.
    """

    name: str
    action: str
    questions: tuple[SurveyField, ...]
    error: str
    is_secret: bool
    most: int = ANSWER_LENGTH
    scale: tuple[int, ...] = tuple(SCALE)


def survey_form_page(
    survey: Survey,
    action: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    is_secret: bool,
) -> SurveyFormPage:
    """The form with the submitted values.

    :param errors: by field; "survey" for the whole form.
    """
    fields = (
        SurveyField(
            field=answer_field_name(question),
            text=question.text,
            is_scale=question.kind is QuestionKind.SCALE,
            value=typed.get(answer_field_name(question), ""),
            error=errors.get(answer_field_name(question), ""),
        )
        for question in survey.questions
    )
    return SurveyFormPage(survey.name, action, tuple(fields), errors.get("survey", ""), is_secret)


@dataclass(frozen=True, slots=True)
class ChosenAnswer:
    """How many chose one value of the scale; `share` is in percent of all answers."""

    value: str
    count: str
    share: int


@dataclass(frozen=True, slots=True)
class ResultView:
    """A question's result; `answer_count` says how many answered, or that it is not shown."""

    question: str
    answer_count: str
    mean: str
    chosen: tuple[ChosenAnswer, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyResultsPage:
    """A survey's public page; `results` is empty while nothing may be shown."""

    name: str
    state: str
    status: str
    results: tuple[ResultView, ...]
    lessons: SurveyLessons | None


def results_page(
    localizer: Localizer, survey: Survey, results: Iterable[QuestionResult]
) -> SurveyResultsPage:
    """The page, limited to what may be shown."""
    views = tuple(result_view(localizer, result) for result in results)
    is_shown = any(view.chosen or view.texts for view in views)
    return SurveyResultsPage(
        name=survey.name,
        state=survey.state.value,
        status=_status(localizer, survey, is_shown=is_shown),
        results=views if is_shown else (),
        lessons=SurveyLessons(survey.cycle, survey.name, survey.lessons)
        if survey.lessons
        else None,
    )


def _status(localizer: Localizer, survey: Survey, *, is_shown: bool) -> str:
    _ = localizer.gettext
    if survey.state is SurveyState.DRAFT:
        return _("This survey has not been opened yet.")
    if survey.state is SurveyState.OPEN and not is_shown:
        if survey.showing is ResultsPolicy.EARLY:
            return _("The survey is open. Results are shown from the fifth response on.")
        return _("The survey is open. Results are shown when it is closed.")
    if survey.state is SurveyState.OPEN:
        return _("The survey is open: this is what the first five answered.")
    if is_shown:
        return _("The survey is closed.")
    return _("The survey is closed. Fewer than five people answered, so nothing is shown.")


def result_view(localizer: Localizer, result: QuestionResult) -> ResultView:
    """The view of a question's result."""
    counted = reversed([*zip(SCALE, result.counts, strict=False)])
    return ResultView(
        question=result.question.text,
        answer_count=_from(localizer, result.answers),
        mean="" if result.mean is None else _one_decimal(localizer, result.mean),
        chosen=tuple(
            ChosenAnswer(
                localizer.number(value), localizer.number(count), 100 * count // result.answers
            )
            for value, count in counted
        ),
        texts=result.texts,
    )


def _one_decimal(localizer: Localizer, mean: Fraction) -> str:
    return str(format_decimal(round_half_up(mean, 1), format="0.0", locale=localizer.locale))


def _from(localizer: Localizer, answers: int) -> str:
    if not answers:
        return localizer.gettext("Fewer than five answers, so nothing is shown.")
    return localizer.ngettext("%(num)s answer", "%(num)s answers", answers) % {
        "num": localizer.number(answers)
    }
