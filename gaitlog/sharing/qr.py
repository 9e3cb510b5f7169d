from __future__ import annotations

import qrcode


def qr_matrix(text: str) -> list[list[bool]]:
    """The dark and light squares of a QR code, with the quiet margin it needs."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix: list[list[bool]] = code.get_matrix()
    return matrix
