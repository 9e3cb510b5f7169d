"""Four mistakes that were made elsewhere, planted on purpose: the probe has to find each."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from gaitlog.core.http import page
from gaitlog.runs.models import Run
from gaitlog.runs.services import save_run
from gaitlog.shoes.models import Shoe
from gaitlog.urls import urlpatterns as ours


def unfiltered_look_up(request, pk):
    """Any run by its number, whoever asks."""
    return HttpResponse(get_object_or_404(Run.objects, pk=pk).note)


def all_in_a_list(request):
    """Everybody's shoes."""
    return HttpResponse("".join(shoe.name for shoe in Shoe.objects.all()))


class CarelessForm(forms.ModelForm):
    """Offers everybody's shoes, and takes them."""

    class Meta:
        model = Run
        fields = ["on", "shoe"]


def foreign_key_accepted(request):
    form = CarelessForm(request.POST or None)
    if form.is_valid():
        run = form.save(commit=False)
        run.owner, run.time_zone = request.user, "UTC"
        from gaitlog.lib.gaits import Gait, SectionData

        save_run(run=run, sections=[SectionData(Gait.NATURAL, 60)])
    return page(request, "gaitlog/uni_form.html", {"form": form})


@login_not_required
def fragment_for_anybody(request, pk):
    """Walled as a page; as a fragment it forgets to ask."""
    if request.htmx:
        return HttpResponse(get_object_or_404(Run.objects, pk=pk).note)
    if not request.user.is_authenticated:
        return HttpResponse(status=302, headers={"Location": "/login/"})
    return HttpResponse(get_object_or_404(request.user.runs, pk=pk).note)


planted = [
    path("look-up/<int:pk>/", unfiltered_look_up, name="look_up"),
    path("list/", all_in_a_list, name="list"),
    path("form/", foreign_key_accepted, name="form"),
    path("fragment/<int:pk>/", fragment_for_anybody, name="fragment"),
]
urlpatterns = [*ours, path("holes/", include((planted, "holes")))]
