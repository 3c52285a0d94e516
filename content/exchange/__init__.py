"""Questions as other systems write them: GIFT, Moodle XML and Aiken, read and written as plain values.

``reading.read`` takes the bytes of a file; ``gift_writing`` and ``moodle_writing`` make text of questions. Nothing of
a file is dropped silently: a question that cannot be taken is ``Skipped`` with a reason, and what a question loses
stands in its ``lost``.
"""
