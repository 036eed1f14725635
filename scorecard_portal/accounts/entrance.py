"""Allauth's forms in the portal's words: every field has its label, none a placeholder."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms


class _PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = "Email address"


class SignInForm(_PlainForm, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page has its own link to a new password.
        self.fields["password"].help_text = ""


class ForgottenPasswordForm(_PlainForm, allauth_forms.ResetPasswordForm):
    pass


class ChoosePasswordForm(_PlainForm, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_PlainForm, allauth_forms.ChangePasswordForm):
    pass


class ConfirmPasswordForm(_PlainForm, allauth_forms.ReauthenticateForm):
    pass
