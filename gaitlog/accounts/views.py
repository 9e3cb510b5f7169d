from __future__ import annotations

from allauth.account import views as allauth_views
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gaitlog.accounts import limits, services
from gaitlog.accounts.forms import (
    ChangePasswordForm,
    DeleteAccountForm,
    JoinForm,
    NewPasswordForm,
    PreferencesForm,
)
from gaitlog.accounts.guess import habits_of
from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.core.http import HtmxRequest, UserRequest, go, page
from gaitlog.core.removal import remove_user

BACKEND = "gaitlog.accounts.backends.Backend"


class LoginView(allauth_views.LoginView):
    """The log-in by password; a device that got in once is remembered as known."""

    template_name = "accounts/login.html"

    def form_valid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            limits.remember_device(response, self.request.user)
        return response

    def form_invalid(self, form: object) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


@login_not_required
@require_safe
def forgotten(request: HtmxRequest) -> HttpResponse:
    return page(request, "accounts/forgotten.html")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def setup(request: HtmxRequest, token: str) -> HttpResponse:
    link = _link_or_404(token, OneTimeLink.Kind.SETUP)
    if User.objects.runners().exists():
        raise Http404
    return _join(request, link)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request: HtmxRequest, token: str) -> HttpResponse:
    return _join(request, _link_or_404(token, OneTimeLink.Kind.INVITATION))


def _join(request: HtmxRequest, link: OneTimeLink) -> HttpResponse:
    form = JoinForm(request.POST or None)
    if form.is_valid():
        guessed = habits_of(request.headers.get("Accept-Language", ""))
        if form.cleaned_data["time_zone"]:
            guessed["time_zone"] = form.cleaned_data["time_zone"]
        try:
            user = services.join_by(
                link,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                email=form.cleaned_data["email"],
                **guessed,
            )
        except (services.AlreadySetUp, services.LinkUsedUp) as error:
            raise Http404 from error
        except IntegrityError:
            form.full_clean()  # somebody took the name at the same moment: now it is said
        else:
            return _let_in(request, user, "dashboard:welcome")
    context = {"form": form, "link": link}
    return page(request, "accounts/join.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def choose_password(request: HtmxRequest, token: str) -> HttpResponse:
    link = _link_or_404(token, OneTimeLink.Kind.PASSWORD)
    if link.user is None:  # a check constraint holds that there is one
        raise Http404
    form = NewPasswordForm(request.POST or None, user=link.user)
    if form.is_valid():
        try:
            user = services.choose_password_by(link, password=form.cleaned_data["password"])
        except services.LinkUsedUp as error:
            raise Http404 from error
        messages.success(request, "Your new password is set. All other devices are signed out.")
        return _let_in(request, user, "dashboard:today")
    context = {"form": form, "link": link}
    return page(
        request, "accounts/choose_password.html", context, status=422 if form.is_bound else 200
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def look_around(request: HtmxRequest, token: str) -> HttpResponse:
    """The demo's door: opening it shows a button, so that a preview of the link uses nothing up."""
    link = _link_or_404(token, OneTimeLink.Kind.DEMO)
    if request.method == "POST" and link.user:
        services.use(link)
        return _let_in(request, link.user, "dashboard:today")
    return page(request, "accounts/look_around.html")


def _link_or_404(token: str, kind: OneTimeLink.Kind) -> OneTimeLink:
    link = services.find_one_time_link(token, kind)
    if link is None:
        raise Http404
    return link


def _let_in(request: HtmxRequest, user: User, to: str) -> HttpResponse:
    login(request, user, backend=BACKEND)
    response = go(request, to)
    limits.remember_device(response, user)
    return response


@require_http_methods(["GET", "POST"])
def preferences(request: UserRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, instance=request.user)
    if form.is_valid() and form.try_to_save():
        messages.success(request, "Saved.")
        return go(request, "accounts:preferences")
    if form.is_bound:
        # A refused value must not show up elsewhere on the page as if it had been saved.
        request.user.refresh_from_db()
    context = {"form": form, "zones": services.time_zones()}
    return page(
        request,
        "accounts/preferences.html",
        context,
        partial="form",
        status=422 if form.is_bound else 200,
    )


@sensitive_post_parameters("old_password", "password")
@require_http_methods(["GET", "POST"])
def change_password(request: UserRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if form.is_bound and limits.is_too_many(request, request.user.username):
        form.add_error(None, "Too many tries. Wait a quarter of an hour, then try again.")
    elif form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.session_generation += 1
        request.user.save(update_fields=["password", "session_generation"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your new password is set. All other devices are signed out.")
        return go(request, "accounts:preferences")
    elif "old_password" in form.errors:
        limits.count_failure(request, request.user.username)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/change_password.html", {"form": form}, status=status)


@require_POST
def sign_out_everywhere(request: UserRequest) -> HttpResponse:
    services.sign_out_everywhere(request.user)
    logout(request)
    return go(request, "account_login")


@require_safe
def people(request: UserRequest) -> HttpResponse:
    return page(
        request, "accounts/people.html", {"members": services.members_seen_by(request.user)}
    )


@require_POST
def invite(request: UserRequest) -> HttpResponse:
    if not request.user.is_host:
        raise Http404
    token = services.make_one_time_link(OneTimeLink.Kind.INVITATION)
    context = {"members": services.members_seen_by(request.user), "token": token}
    return page(request, "accounts/people.html", context)


@require_POST
def remove_member(request: UserRequest, pk: int) -> HttpResponse:
    if not request.user.is_host:
        raise Http404
    member = get_object_or_404(services.members_seen_by(request.user), pk=pk, is_host=False)
    remove_user(member)
    messages.success(request, f"{member} and everything they had logged here is removed.")
    return go(request, "accounts:people")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def delete_account(request: UserRequest) -> HttpResponse:
    form = DeleteAccountForm(request.POST or None, user=request.user)
    if form.is_bound and limits.is_too_many(request, request.user.username):
        form.add_error(None, "Too many tries. Wait a quarter of an hour, then try again.")
    elif form.is_valid():
        user = request.user
        logout(request)
        remove_user(user)
        return go(request, "accounts:deleted")
    elif form.is_bound:
        limits.count_failure(request, request.user.username)
    status = 422 if form.is_bound else 200
    return page(request, "accounts/delete_account.html", {"form": form}, status=status)


@login_not_required
@require_safe
def deleted(request: HtmxRequest) -> HttpResponse:
    return page(request, "accounts/deleted.html")


@require_POST
def leave_demo(request: UserRequest) -> HttpResponse:
    """Remove the demo runner; only they can press the button."""
    if not request.user.is_demo:
        raise Http404
    user = request.user
    logout(request)
    remove_user(user)
    messages.success(
        request,
        "The demo is gone. Your own log begins with the set-up link that “up” printed, or with"
        " your user name here.",
    )
    return go(request, "account_login")
