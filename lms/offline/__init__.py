"""The one door: whatever people do in the field comes in as an event with an id made on the device.

``intake.record`` stores it once, answers for each event (stored, duplicate, conflict, rejected and why) and keeps
what it could not store for a person to decide on. The apps above say in their ``events`` what each kind means.
"""
