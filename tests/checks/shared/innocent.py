"""Ordinary papers with a restricted appendix: what both say is what any reader expects."""

from __future__ import annotations

from typing import NamedTuple


class Innocent(NamedTuple):
    title: str
    public_title: str
    reason: str
    sections: dict[str, str]
    restricted: str


PAPERS = {
    "cleaning contract": Innocent(
        "Award of the contract for school cleaning",
        "Evaluation of the tenders",
        "It holds the prices of the bidders.",
        {
            "purpose": "To ask the committee to award the contract for school cleaning.",
            "context": (
                "## Background\n\nThe council cleans 64 schools. The current contract ends on 31 March "
                "2028. Three firms sent in tenders. They were evaluated on price (60%) and quality "
                "(40%), in accordance with the Procurement Act 2023.\n\n## Financial implications\n\n"
                "The cost can be met from the existing budget of the schools.\n\n## Legal implications"
                "\n\nTUPE applies to the staff of the current contractor.\n"
            ),
            "recommendations": "1. That the contract be awarded to the bidder in appendix 1.\n",
        },
        "# Evaluation\n\n## Background\n\nThe Director of Environment asked three firms for tenders for "
        "school cleaning. The current contract ends on 31 March 2028.\n\n| Bidder | Price | Quality |\n"
        "|---|---|---|\n| Brightmere Ltd | £2,114,300 | 34% |\n| Castellan Group | £2,260,900 | 37% |\n\n"
        "## Financial implications\n\nThe lowest price is within the budget. TUPE applies.\n\n"
        "## Recommendation\n\nThat the contract be awarded to Castellan Group.\n",
    ),
    "sale of a depot": Innocent(
        "Sale of the former depot at Quarry Lane",
        "Valuation and offers",
        "The council is still in negotiation.",
        {
            "purpose": "To ask the committee to sell the former highways depot at Quarry Lane.",
            "context": (
                "The depot has been empty since 2024. The council has a duty under section 123 of the "
                "Local Government Act 1972 to obtain the best consideration reasonably obtainable. The "
                "site was marketed for twelve weeks and offers were received.\n\n### Options\n\n"
                "Option A: sell the freehold. Option B: let the site on a lease of 25 years.\n"
            ),
            "recommendations": "1. That the depot at Quarry Lane be sold (Option A).\n",
        },
        "# Valuation of the depot at Quarry Lane\n\nThe District Valuer puts the freehold at £1.85 "
        "million. The council has a duty under section 123 of the Local Government Act 1972 to obtain "
        "the best consideration reasonably obtainable.\n\nOption A: the highest offer, by Fennimore "
        "Homes, is £1,910,000. Option B: the rent would be £96,500 a year.\n",
    ),
    "restructure": Innocent(
        "Restructure of the finance service",
        "Effects on staff",
        "It concerns individual officers.",
        {
            "context": (
                "The service has 41 posts. The new structure has 36. Consultation with staff and trade "
                "unions ran from January to March. Redundancies will be voluntary where possible.\n\n"
                "The Head of Finance and the Section 151 Officer have agreed the structure.\n"
            ),
            "recommendations": "1. That the new structure of the finance service be agreed.\n",
        },
        "# Posts\n\nThe Head of Finance has agreed the following with the trade unions.\n\n| Post | Grade "
        "| Cost of redundancy |\n|---|---|---|\n| Payroll Manager | PO4 | £38,412 |\n| Senior Accountant "
        "| PO2 | £27,905 |\n\nMrs Tolliver will retire in June. Consultation with staff ended in March."
        "\n",
    ),
    "claim": Innocent(
        "A claim against the council",
        "Legal advice",
        "The claim has not been decided.",
        {
            "context": (
                "A former contractor claims damages for a delay to the new library. The claim has been "
                "issued in the High Court. The council has taken legal advice, which is in appendix 1.\n\n"
                "The council's insurer has been informed.\n"
            ),
            "recommendations": "1. That the Monitoring Officer be authorised to settle the claim.\n",
        },
        "# Advice\n\nCounsel puts the chance of success of the claim at about one in three. The "
        "Monitoring Officer should try to settle below £410,000 before the High Court hears it. The "
        "delay was caused by asbestos. The insurer, Wexcombe Mutual, will pay half.\n",
    ),
    "budget monitoring": Innocent(
        "Budget monitoring, quarter 2",
        "Position of individual providers",
        "It names providers in financial difficulty.",
        {
            "context": (
                "The forecast is an overspend of 2.3% on adult social care. Demand for home care has "
                "grown since April. Two providers have asked for help. Savings of 4% were planned for "
                "the financial year 2026/27.\n\n| Service | Variance |\n|---|---|\n| Adult social care | "
                "2.3% |\n| Highways | -0.4% |\n"
            ),
        },
        "# Providers\n\nSince April demand for home care has grown. Harrowdene Care Ltd owes £212,600 in "
        "the financial year 2026/27. Its overspend is put down to agency staff.\n\n| Service | Weekly "
        "rate |\n|---|---|\n| Home care | £27.36 |\n",
    ),
    "leisure concession": Innocent(
        "Management of the leisure centres",
        "Financial offers",
        "It holds the offers of the operators.",
        {
            "purpose": "To appoint an operator for the leisure centres from 1 April 2028.",
            "context": (
                "The council owns four leisure centres. The Leisure Strategy 2025 to 2035 asks for an "
                "operator with experience of swimming pools. The framework of the Crown Commercial "
                "Service was used. The evaluation panel met in February and March 2027.\n"
            ),
        },
        "# Offers\n\nThe evaluation panel met in February and March 2027. Under the Leisure Strategy 2025 "
        "to 2035 the operator pays a management fee from 1 April 2028. Tideswell Active offers £640,000 "
        "a year; Poolside Trust offers £588,250.\n",
    ),
    "fire engines": Innocent(
        "Purchase of fire engines",
        "Prices",
        "It holds prices.",
        {
            "context": (
                "The Authority needs nine fire engines by 2029. They will be bought with two other fire "
                "and rescue services, to save money. Each engine carries 1,800 litres of water and a "
                "ladder of 13.5 metres. Delivery is expected in Autumn 2028.\n"
            ),
            "recommendations": "1. That the purchase of nine fire engines be approved.\n",
        },
        "# Prices\n\nNine fire engines will be bought with two other fire and rescue services. Delivery "
        "is expected in Autumn 2028.\n\n| Maker | Price of each |\n|---|---|\n| Strathearn Vehicles | "
        "£318,774 |\n| Osbourne Rescue | £331,020 |\n",
    ),
    "school places": Innocent(
        "Expansion of Millbrook Primary School",
        "Terms for the land",
        "The land has not been bought.",
        {
            "purpose": "To agree the expansion of Millbrook Primary School by 210 places.",
            "context": (
                "There are too few places in the north of the town. The Department for Education has "
                "approved the business case. Planning permission was granted in December 2026. Access "
                "to the site is from Church Road.\n"
            ),
            "recommendations": "1. That land beside Church Road be bought.\n",
        },
        "# Terms\n\nThe owner of the land beside Church Road, Mr Pettifer, asks for £725,000. Planning "
        "permission was granted in December 2026. The Department for Education pays half. The expansion "
        "of Millbrook Primary School depends on access from Church Road.\n",
    ),
    "pensions": Innocent(
        "Review of the pension fund's investments",
        "Advice of the investment consultant",
        "It would affect the price.",
        {
            "context": (
                "The Local Government Pension Scheme (LGPS) asks funds to pool their investments. The "
                "fund is 104% funded. The committee considered the Investment Strategy Statement in "
                "November. Returns were 6.1% in the year to 31 March 2027.\n"
            ),
        },
        "# Advice\n\nThe fund should sell its holding in the Lothbury property trust. Returns were 3.85% "
        "in the year to 31 March 2027. The Investment Strategy Statement allows this. The LGPS pool "
        "charges 0.42%.\n",
    ),
    "parking system": Innocent(
        "Replacement of the parking system",
        "Security of the system",
        "It would help those who attack computers.",
        {
            "context": (
                "The system that issues parking permits is out of date. A new one will be bought through "
                "the G-Cloud framework. A data protection impact assessment (DPIA) was carried out. "
                "Customers will pay online or by telephone. The ICT service supports the change.\n"
            ),
        },
        "# Security\n\nThe ICT service found that the system that issues parking permits still runs on "
        "Windows Server 2012 at vpn.intranet.example. A DPIA was carried out. The password of the "
        "supplier, Parkwise, has not been changed since 2019. Customers pay online.\n",
    ),
    "Welsh": Innocent(
        "Contract gwastraff",
        "Prisiau",
        "Mae'n cynnwys prisiau'r cwmnïau.",
        {
            "context": (
                "Mae'r cyngor yn casglu gwastraff o gartrefi bob wythnos. Daw'r contract i ben ym mis "
                "Mawrth. Gofynnwyd i gwmnïau am brisiau. Bydd y pwyllgor yn ystyried yr adroddiad.\n"
            ),
        },
        "Mae'r cyngor yn casglu gwastraff. Daw'r contract i ben ym mis Mawrth. Cynigiodd Cwmni "
        "Brynhyfryd £874,310 am y gwaith.\n",
    ),
    "chief officer": Innocent(
        "Appointment of the Chief Fire Officer",
        "The candidates",
        "It concerns the candidates.",
        {
            "context": (
                "The post of Chief Fire Officer was advertised in March. Six people applied and four "
                "were interviewed by the Appointments Panel in April 2027. The salary is that of the "
                "Pay Policy Statement.\n"
            ),
            "recommendations": "1. That the candidate in appendix 1 be appointed Chief Fire Officer.\n",
        },
        "# Candidates\n\nThe Appointments Panel interviewed four people in April 2027. It recommends "
        "Ms Greenhalgh, now Deputy Chief Fire Officer elsewhere. Her salary would be £148,500. The Pay "
        "Policy Statement allows this.\n",
    ),
}
