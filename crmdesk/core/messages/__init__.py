"""Every sentence for a `UserError` or `Problem`, by its code (English source; translated by gettext).

One module per family: `values` (what is typed into a field), `sheets` (reading and writing spreadsheets), `files` (the
data file, numbers, history), `importing`, `commands` (the command line), `actions` (what the history calls them),
`settings`, `parts` (notes, attachments …), `structure` (groups, own fields, lists, competitors), `listing` (filters,
changing many, drafts), `safety` (backups, passwords, damaged files), `privacy`,
`interactions` (contacts made), `sales` (products, orders, money), `qualifying` (MAN, stages, life cycle), `complaints`,
`tiers`, `insights` (six questions, growth, policies), `printing`.
"""

from crmdesk.core.messages import (
    actions,
    commands,
    complaints,
    daily,
    files,
    importing,
    insights,
    interactions,
    listing,
    parts,
    printing,
    privacy,
    qualifying,
    safety,
    sales,
    settings,
    sheets,
    staying,
    structure,
    tiers,
    values,
)

MESSAGES: dict[str, str] = {
    **values.MESSAGES,
    **sheets.MESSAGES,
    **files.MESSAGES,
    **importing.MESSAGES,
    **commands.MESSAGES,
    **actions.MESSAGES,
    **settings.MESSAGES,
    **parts.MESSAGES,
    **structure.MESSAGES,
    **listing.MESSAGES,
    **safety.MESSAGES,
    **privacy.MESSAGES,
    **interactions.MESSAGES,
    **sales.MESSAGES,
    **qualifying.MESSAGES,
    **complaints.MESSAGES,
    **tiers.MESSAGES,
    **insights.MESSAGES,
    **daily.MESSAGES,
    **staying.MESSAGES,
    **printing.MESSAGES,
}
