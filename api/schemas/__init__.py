"""The bodies of requests and answers, and how they follow from what services return."""
