"""Real faults, each with the real thing: killed processes, full and failing disks, damaged files, wrong clocks.

What is quick and needs no rights is part of `./run.sh test`; what needs root or long is marked `faults` and run by
`./run.sh test faults`.
"""
