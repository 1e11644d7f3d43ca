"""The programs are run by the tests of this folder, each in a process of its own."""

collect_ignore = ["programs"]
