"""Who may open which address. A new address without a line here fails.

``user``: anybody logged in, who sees their own; ``owner``: only whose row it is;
``anyone``: on the list of public views; ``secret``: whoever holds a one-time secret;
``coach``: whoever came in by a live coach link. The second part names the row of the whole
log that the address is about.
"""

from __future__ import annotations

POLICY = {
    "account_login": ("anyone", None),
    "account_logout": ("anyone", None),
    "account_reset_password": ("anyone", None),
    "core:manifest": ("anyone", None),
    "accounts:deleted": ("anyone", None),
    "accounts:setup": ("secret", "setup"),
    "accounts:join": ("secret", "invitation"),
    "accounts:choose_password": ("secret", "password"),
    "accounts:look_around": ("secret", "demo"),
    "accounts:leave_demo": ("user", None),
    "accounts:preferences": ("user", None),
    "accounts:change_password": ("user", None),
    "accounts:sign_out_everywhere": ("user", None),
    "accounts:people": ("user", None),
    "accounts:invite": ("user", None),
    "accounts:remove_member": ("owner", "user"),
    "accounts:delete_account": ("user", None),
    "shoes:list": ("user", None),
    "shoes:create": ("user", None),
    "shoes:detail": ("owner", "shoe"),
    "shoes:update": ("owner", "shoe"),
    "shoes:retire": ("owner", "shoe"),
    "shoes:use_again": ("owner", "shoe"),
    "shoes:delete": ("owner", "shoe"),
    "runs:list": ("user", None),
    "runs:create": ("user", None),
    "runs:preview": ("user", None),
    "runs:detail": ("owner", "run"),
    "runs:update": ("owner", "run"),
    "runs:delete": ("owner", "run"),
}
