"""CRM Desk (客户档案): customer files on one's own machine."""

__version__ = "0.12.1"
