"""The guided decision: screens as data, the gates before them, and what a decision sets down.

Everything is pure: records in, records out, the day is an argument. The usual way:

1. `builtin()` is the playbook that comes with the program, `load_playbook(text, name)` a user's
   own (TomlError names the line).
2. `situation(book, client_id, on, now=..., playbook=...)` is one client on one day. Give `now`
   where the clock is known; without it 24 hours last until the next day begins.
3. `entry_point(situation)` is the screen to begin with. `decide_view(situation, screen, answers,
   key=GateKey(...))` is what is shown: shut gates, or the next question with its fact lines, or
   the decision with its last small form; `.as_json()` is the command line's shape.
4. `open_visit` when a goodbye is opened, `keep_answers` while answers are typed, `kept_answers`
   when the screen is opened again.
5. `commit_decision(...)` gives the records of the decision, `record_outcome` how a step ended
   (beside `suggestion`, with `extend` for more time), `sent` that a message went out, `mark`
   and `close` the closing list, `follow_up` the question of the day after. Each is a `ChangeSet`:
   records to store in one piece, each with the one it replaces as it was read, and records to take
   away.

Each folder leans on those before it only: `load`, `state`, `gates`, `after`, `ask`, `decide`.

What cannot be done raises `DecisionRefused` (`BadAnswer`, `BadField`) with a sentence for the user.
"""
