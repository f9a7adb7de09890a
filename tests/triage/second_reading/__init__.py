"""The rules of health a second time: plain loops over one client's records, for one day.

Written from the text of the rules alone, without a look at the product: where the two differ, one
of them misread the text. Nothing here is fast, kept or shared.
"""
