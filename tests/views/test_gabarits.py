"""What the templates call."""

from app.views.gabarits import ensemble


def test_the_number_of_a_request_never_breaks_over_two_lines():
    assert ensemble("Quitus QS-2026-000015 délivré") == (
        'Quitus <span class="ensemble">QS-2026-000015</span> délivré'
    )


def test_what_stands_around_a_number_is_escaped():
    assert ensemble("<b>QS-2026-000015") == '&lt;b&gt;<span class="ensemble">QS-2026-000015</span>'


def test_the_name_of_an_operator_never_breaks():
    assert ensemble("dépôt, T-Money ou Flooz") == 'dépôt, <span class="ensemble">T-Money</span> ou Flooz'
