"""What kind of milestone a verb and a head noun make together.

启动 and 举行 belong to four kinds each: the noun decides. Kinds are those of the labelling guide.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_common.milestones.nouns import Noun
from pipeline_common.milestones.verbs import Verb
from pipeline_common.models import Kind

#: The kind by verb and noun; under None the kind with any other noun or with none.
KINDS: Mapping[Verb, Mapping[Noun | None, Kind]] = {
    Verb.SIGN: {
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
        None: Kind.AGREEMENT,
    },
    Verb.REACH: {Noun.AGREEMENT: Kind.AGREEMENT},
    Verb.CALL: {Noun.AGREEMENT: Kind.AGREEMENT},
    Verb.APPROVE: {
        Noun.PILOT: Kind.PLAN_POLICY,
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.PARK: Kind.INSTITUTION,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ROUTE: Kind.PLAN_POLICY,
        Noun.PORT: Kind.PLAN_POLICY,
        Noun.AGREEMENT: Kind.PLAN_POLICY,
    },
    Verb.ADOPT: {Noun.PLAN: Kind.PLAN_POLICY, Noun.AGREEMENT: Kind.AGREEMENT},
    Verb.ISSUE: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.APPROVAL: Kind.PLAN_POLICY,
        Noun.AGREEMENT: Kind.AGREEMENT,
        Noun.BODY: Kind.PLAN_POLICY,
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
        Noun.ZONE: Kind.INSTITUTION,
    },
    Verb.ENACT: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
    },
    Verb.DECIDE: {
        Noun.PLAN: Kind.PLAN_POLICY,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.PARK: Kind.INSTITUTION,
        Noun.MEETING: Kind.PLAN_POLICY,
        Noun.PILOT: Kind.PLAN_POLICY,
    },
    Verb.HOLD: {
        Noun.MEETING: Kind.MEETING_VISIT,
        Noun.SIGNING: Kind.AGREEMENT,
        Noun.OPENING: Kind.INFRASTRUCTURE,
        Noun.GROUNDBREAKING: Kind.INFRASTRUCTURE,
        Noun.FOUNDING: Kind.INSTITUTION,
        Noun.FAIR: Kind.INDUSTRY_PROJECT,
        Noun.CAMPAIGN: Kind.OTHER,
        Noun.EVENT: Kind.MEETING_VISIT,
    },
    Verb.MEET: {None: Kind.MEETING_VISIT},
    Verb.VISIT: {None: Kind.MEETING_VISIT},
    Verb.OPEN: {
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
        Noun.PLATFORM: Kind.PUBLIC_SERVICE,
        Noun.ROUTE: Kind.INFRASTRUCTURE,
        Noun.PORT: Kind.INFRASTRUCTURE,
        Noun.PARK: Kind.INDUSTRY_PROJECT,
        Noun.FACILITY: Kind.INSTITUTION,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        None: Kind.INFRASTRUCTURE,
    },
    Verb.BEGIN: {
        Noun.ZONE: Kind.INDUSTRY_PROJECT,
        Noun.PARK: Kind.INDUSTRY_PROJECT,
        None: Kind.INFRASTRUCTURE,
    },
    Verb.LAUNCH: {
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
        Noun.PLATFORM: Kind.PUBLIC_SERVICE,
        Noun.PARK: Kind.INDUSTRY_PROJECT,
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.ROUTE: Kind.INFRASTRUCTURE,
        Noun.PORT: Kind.INFRASTRUCTURE,
        Noun.EVENT: Kind.OTHER,
        Noun.CAMPAIGN: Kind.OTHER,
        Noun.MEETING: Kind.MEETING_VISIT,
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
    },
    Verb.CONDUCT: {Noun.CAMPAIGN: Kind.OTHER},
    Verb.FOUND: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.PLATFORM: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.PARK: Kind.INSTITUTION,
        Noun.TWINS: Kind.INSTITUTION,
        Noun.PORT: Kind.INSTITUTION,
        Noun.FACILITY: Kind.INSTITUTION,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
    },
    Verb.SETTLE: {
        Noun.PARK: Kind.INDUSTRY_PROJECT,
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.BODY: Kind.INSTITUTION,
        Noun.FACILITY: Kind.INSTITUTION,
        Noun.ROUTE: Kind.INFRASTRUCTURE,
        Noun.PORT: Kind.INFRASTRUCTURE,
    },
    Verb.EXTEND: {Noun.ROUTE: Kind.INFRASTRUCTURE},
    Verb.PAIR: {None: Kind.INSTITUTION},
    Verb.JOIN: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.ZONE: Kind.INSTITUTION,
        Noun.MEETING: Kind.INSTITUTION,
    },
    Verb.BUILD_UP: {
        Noun.BODY: Kind.INSTITUTION,
        Noun.PLATFORM: Kind.INSTITUTION,
        Noun.TWINS: Kind.INSTITUTION,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
    },
    Verb.LAY_OUT: {
        Noun.ZONE: Kind.INDUSTRY_PROJECT,
        Noun.PARK: Kind.INDUSTRY_PROJECT,
        Noun.PROJECT: Kind.INDUSTRY_PROJECT,
    },
    Verb.ENABLE: {None: Kind.PUBLIC_SERVICE},
    Verb.GRANT: {Noun.SERVICE: Kind.PUBLIC_SERVICE, Noun.SCHEME: Kind.PUBLIC_SERVICE},
    Verb.ATTAIN: {
        Noun.SERVICE: Kind.PUBLIC_SERVICE,
        Noun.SCHEME: Kind.PUBLIC_SERVICE,
        Noun.AGREEMENT: Kind.MEETING_VISIT,
    },
}
