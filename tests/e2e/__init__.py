"""Real browsers against a real server.

Being a package matters: the `browser` fixture ends with the last test in here, because Playwright's loop and the loop
of the NiceGUI tests cannot run side by side. For the same reason no test in here is async.
"""
