using ConvoStudio.Application.Experiments;
using ConvoStudio.Web.Components.Common;

namespace ConvoStudio.Web.Components.Experiments;

internal static class ExperimentBadges
{
    public static BadgeState Badge(this ExperimentStatus status) => status switch
    {
        ExperimentStatus.Running => BadgeState.Running,
        ExperimentStatus.Paused => BadgeState.Paused,
        ExperimentStatus.Stopped => BadgeState.Stopped,
        ExperimentStatus.Concluded => BadgeState.Concluded,
        _ => BadgeState.Draft,
    };
}
