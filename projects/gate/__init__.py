"""The intake gate: four answers open it. Without them the honest answer to a lead is no."""

from projects.gate.advice import Advice, advise, tool_ideas
from projects.gate.rules import Answer, Gate, Verdict, judge

__all__ = ["Advice", "Answer", "Gate", "Verdict", "advise", "judge", "tool_ideas"]
