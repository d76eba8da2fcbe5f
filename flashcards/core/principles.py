"""Leadership principles: what a story can show. They are data, so that another company's can take their place."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PRINCIPLES = 40
MOST_NAME_CHARACTERS = 80
MOST_LINE_CHARACTERS = 300
"""Of a meaning, and of what is asked at a level."""


@dataclass(frozen=True, slots=True)
class PrincipleDraft:
    """meaning: in one line. l6, l7: what is asked to be shown at that level, in one line each."""

    name: str
    meaning: str = ""
    l6: str = ""
    l7: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle(PrincipleDraft):
    """A stored one. position: its place in the list, from 0."""

    id: int
    position: int

    @property
    def slot(self) -> str:
        """Of the cards that ask for a story that shows it."""
        return f"p{self.id}"


AMAZON = (
    PrincipleDraft(
        "Customer Obsession",
        "Start from what the customer needs and work back to what you build.",
        "You changed a team's plan because of what you learnt from customers at first hand.",
        "You gave several teams a way to hear customers that still steers them.",
    ),
    PrincipleDraft(
        "Ownership",
        "Act for the whole company and the long run; it is never somebody else's job.",
        "You took on a problem outside your remit and stayed until it could not come back.",
        "You carried the outcome of an area, its gaps between teams included, over a year or more.",
    ),
    PrincipleDraft(
        "Invent and Simplify",
        "Find the new way, from wherever it comes, and take away what is not needed.",
        "You removed a step, a system or a rule, and the numbers got better.",
        "You brought in an approach that other organisations took up.",
    ),
    PrincipleDraft(
        "Are Right, A Lot",
        "Judge well, look for what would prove you wrong, and change your mind on evidence.",
        "You made a call on incomplete data, tested it, and say what you would have reversed it for.",
        "You made bets across teams whose outcome you could only see much later.",
    ),
    PrincipleDraft(
        "Learn and Be Curious",
        "Keep learning, and go and look at what you do not know yet.",
        "You learnt a field your team needed and used it within weeks.",
        "You made learning part of how several teams work.",
    ),
    PrincipleDraft(
        "Hire and Develop the Best",
        "Raise the bar with every hire, and make the people you have better.",
        "You grew someone by a level and turned down a hire that would have lowered the bar.",
        "You grew managers, and left a bench that could take over from you.",
    ),
    PrincipleDraft(
        "Insist on the Highest Standards",
        "Hold a bar that others find too high, and let no defect travel on.",
        "You stopped or sent back work that was good enough for others, and say what it cost.",
        "You set a standard that teams you do not manage now hold.",
    ),
    PrincipleDraft(
        "Think Big",
        "Set out a direction bold enough that people want to follow it.",
        "You proposed something far beyond the roadmap and got it started.",
        "You set a direction of several years that moved budget and people.",
    ),
    PrincipleDraft(
        "Bias for Action",
        "Speed matters; most decisions can be undone, so take the risk with open eyes.",
        "You decided without waiting, because waiting cost more than being wrong.",
        "You made an organisation faster at deciding, without more mistakes that hurt.",
    ),
    PrincipleDraft(
        "Frugality",
        "Do more with less; a limit makes you inventive.",
        "You reached the goal with fewer people or less spend than planned, and name both figures.",
        "You changed the cost of a whole platform or organisation for good.",
    ),
    PrincipleDraft(
        "Earn Trust",
        "Listen, speak plainly, and name your own mistakes before others do.",
        "You mended a broken working relation, or said in public what you had got wrong.",
        "You won over leaders whose goals were against yours.",
    ),
    PrincipleDraft(
        "Dive Deep",
        "Stay close to the detail, and check when the story and the figures differ.",
        "You found the cause yourself, in the data, after others had settled for an explanation.",
        "You found what a whole area's figures were hiding, and built the check that shows it.",
    ),
    PrincipleDraft(
        "Have Backbone; Disagree and Commit",
        "Say that you disagree, with reasons; once it is decided, make it succeed.",
        "You told someone senior they were wrong, with evidence, and carried out the decision fully.",
        "You disputed a direction above you, and later led what you had argued against.",
    ),
    PrincipleDraft(
        "Deliver Results",
        "Get the things that matter done, with quality and on time, in spite of setbacks.",
        "You met a hard goal after something broke, and say what you cut to get there.",
        "You delivered across teams through managers, and set the result beside the goal.",
    ),
    PrincipleDraft(
        "Strive to be Earth's Best Employer",
        "Make the workplace safer, fairer and better, and lead with empathy.",
        "You noticed how your people were doing and changed the work, not just the mood.",
        "You changed a policy or a practice for people far beyond your own teams.",
    ),
    PrincipleDraft(
        "Success and Scale Bring Broad Responsibility",
        "At this size, side effects count: leave things better for those outside the room.",
        "You found whom a launch could harm, and changed it before it did.",
        "You gave up something of value, or changed a platform, for the sake of those it touched.",
    ),
)
"""The sixteen of Amazon, in the company's order, in words of our own."""
