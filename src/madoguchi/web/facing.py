"""お客さまの画面に、いま何を映すか。件を離れれば白くなる。"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from madoguchi.accounts import displays, locking
from madoguchi.config import clock
from madoguchi.counter.displaying import Stack, questions, restored
from madoguchi.counter.pages import InterviewPage

#: 控え（セッション）の欄。つないでいるか、どの件の何を映しているか。
CONNECTED, SHOWING = "display", "display_shows"
#: 問いを映したままでいてよい画面。
ASKING = ("interview", "interview_topic", "turn_display")


def connected(request: HttpRequest) -> bool:
    """この席に、お客さまの画面をつないでいるか。"""
    return bool(request.session.get(CONNECTED))


def push(request: HttpRequest, stack: Stack) -> None:
    """映す。つないでいなければ、何もしない。"""
    if connected(request):
        request.session[SHOWING] = [stack.case, stack.sheets[0].kind if stack.sheets else ""]
        until = clock.now() + timedelta(minutes=locking.minutes(request.session))
        displays.show(request.user, stack.stored(), until)


def ask(request: HttpRequest, found: InterviewPage) -> None:
    """聞き取りの画面を開いた。職員が押して見せていた問いがまだあれば、それを映したままにする。"""
    if not connected(request):
        return
    stack = questions(found)
    before = restored(displays.showing(request.user))
    front = before.front if before is not None and before.case == stack.case else None
    titles = [one.title for one in stack.sheets]
    if front is not None and front.kind == "question" and front.title in titles:
        index = titles.index(front.title)
        chosen = [at for at, (_, on) in enumerate(stack.sheets[index].choices) if on]
        stack = stack.turned(index, chosen, pressed=True)
    push(request, stack)


def turn(request: HttpRequest, case_id: int, index: int, chosen: list[int], *, pressed: bool) -> None:
    """手元の紙のうち一枚を映す。ほかの件の紙なら、白くする。"""
    stack = restored(displays.showing(request.user))
    if stack is None or stack.case != case_id:
        blank(request)
        return
    push(request, stack.turned(index, chosen, pressed))


def blank(request: HttpRequest) -> None:
    """白くする。"""
    if request.session.pop(SHOWING, None) is not None:
        displays.blank(request.user)


def leave(request: HttpRequest) -> None:
    """件を離れるか、問いの画面を離れたら、白くする。"""
    showing = request.session.get(SHOWING)
    if showing is None:
        return
    match = request.resolver_match
    case_id = match.kwargs.get("case_id") if match else None
    name = match.url_name if match else ""
    if showing[0] != case_id or (showing[1] == "question" and name not in ASKING):
        blank(request)
