"""Dialogs and bars that pages share."""
