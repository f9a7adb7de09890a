"""The guided decision: screens as data, the gates before them, and what a decision sets down.

Everything is pure: records in, records out, the day is an argument. The usual way:

1. `builtin()` is the playbook that comes with the program, `load_playbook(text, name)` a user's
   own (PlaybookError names the line).
2. `situation(book, client_id, on, now=...)` is one client on one day. Give `now` where the clock
   is known; without it 24 hours last until the next day begins.
3. `door(situation)` is the screen to begin with. `decide_view(situation, playbook, screen,
   answers, key=Key(...))` is what is shown: shut gates, or the next question with its fact lines,
   or the decision with its last small form; `.as_json()` is the command line's shape.
4. `open_visit` when a goodbye is opened, `keep_answers` while answers are typed, `kept_answers`
   when the screen is opened again.
5. `take(...)` gives the records of the decision, `record_outcome` how a step ended (beside
   `suggestion`, with `extend` for more time), `sent` that a message went out, `tick` and `close`
   the closing list, `follow_up` the question of the day after. Each is a `Written`: records to
   store in one piece, each with the one it replaces as it was read, and records to take away.

What cannot be done raises `Refused` (`BadAnswer`, `BadField`) with a sentence for the user.
"""

from triage.playbook.checklists import Point, Points, begun, checklist, mark
from triage.playbook.closing import close, end_date, in_the_way, tick
from triage.playbook.cooling import cooling_ends, hard_days
from triage.playbook.doors import Door, door, work_is_over
from triage.playbook.endings import EndingFact, ending_facts, open_work
from triage.playbook.errors import BadAnswer, BadField, PlaybookError, Refused
from triage.playbook.factlines import FactLine, fact_lines
from triage.playbook.factlines_past import line_sentence
from triage.playbook.follow_up import follow_up
from triage.playbook.gate import Shut
from triage.playbook.gates import Key, check_override, owed_answers, shut_gates
from triage.playbook.ladder import Ladder, ladder, leave_of
from triage.playbook.last_touch import Touch, last_touch
from triage.playbook.late_stage import LateStage, late_stage
from triage.playbook.load import builtin, load_playbook
from triage.playbook.model import Need, Playbook, Question, Screen
from triage.playbook.names import DOORS, HELPERS, SCREENS, STEPS, TEMPLATE_WORDS
from triage.playbook.needs import form
from triage.playbook.outcomes import Suggestion, extend, record_outcome, suggestion
from triage.playbook.sending import Belonging, belongs_to, sent, unsent_draft
from triage.playbook.situation import Situation, situation
from triage.playbook.take import Taken, take
from triage.playbook.trail import TrailStep, trail
from triage.playbook.training import Training, trainings
from triage.playbook.view import DecideView, DecisionView, OptionView, QuestionView, decide_view
from triage.playbook.visits import keep_answers, kept_answers, open_visit
from triage.playbook.walk import Step, Walk, walk
from triage.playbook.written import Ids, Put, Written

__all__ = [
    "DOORS",
    "HELPERS",
    "SCREENS",
    "STEPS",
    "TEMPLATE_WORDS",
    "BadAnswer",
    "BadField",
    "Belonging",
    "DecideView",
    "DecisionView",
    "Door",
    "EndingFact",
    "FactLine",
    "Ids",
    "Key",
    "Ladder",
    "LateStage",
    "Need",
    "OptionView",
    "Playbook",
    "PlaybookError",
    "Point",
    "Points",
    "Put",
    "Question",
    "QuestionView",
    "Refused",
    "Screen",
    "Shut",
    "Situation",
    "Step",
    "Suggestion",
    "Taken",
    "Touch",
    "TrailStep",
    "Training",
    "Walk",
    "Written",
    "begun",
    "belongs_to",
    "builtin",
    "check_override",
    "checklist",
    "close",
    "cooling_ends",
    "decide_view",
    "door",
    "end_date",
    "ending_facts",
    "extend",
    "fact_lines",
    "follow_up",
    "form",
    "hard_days",
    "in_the_way",
    "keep_answers",
    "kept_answers",
    "ladder",
    "last_touch",
    "late_stage",
    "leave_of",
    "line_sentence",
    "load_playbook",
    "mark",
    "open_visit",
    "open_work",
    "owed_answers",
    "record_outcome",
    "sent",
    "shut_gates",
    "situation",
    "suggestion",
    "take",
    "tick",
    "trail",
    "trainings",
    "unsent_draft",
    "walk",
    "work_is_over",
]
