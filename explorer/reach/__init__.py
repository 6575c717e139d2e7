"""Who could have known of a contact, and from which day: design section 7 over plain arrays."""

from explorer.reach.answers import NEVER, Answer, Standing, Step, Table
from explorer.reach.decided import Reach
from explorer.reach.network import Network
from explorer.reach.record import Decision, Flow, Record

__all__ = ["NEVER", "Answer", "Decision", "Flow", "Network", "Reach", "Record", "Standing", "Step", "Table"]
