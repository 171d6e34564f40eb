using ConvoStudio.Application.LiveMetrics;

namespace ConvoStudio.Web.Components.LiveMetrics;

/// <summary>Colors of arms: the control is always 0, the others 1 to 5 in the order in which they were added.</summary>
public static class ArmColors
{
    public static int Of(IReadOnlyList<ArmFrame> arms, int index) =>
        arms[index].Control ? 0 : Math.Min(5, 1 + arms.Take(index).Count(arm => !arm.Control));
}
