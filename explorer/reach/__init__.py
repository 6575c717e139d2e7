"""Who could have known of a contact, and from which day: design section 7 over plain arrays."""

from explorer.reach.network import Answer, Network, Reach, Standing, Step
from explorer.reach.record import Decision, Flow, Record

__all__ = ["Answer", "Decision", "Flow", "Network", "Reach", "Record", "Standing", "Step"]
