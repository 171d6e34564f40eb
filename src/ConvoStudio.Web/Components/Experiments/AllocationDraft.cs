using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;

namespace ConvoStudio.Web.Components.Experiments;

/// <summary>How shares of a bandit experiment move, as it is being typed; shares in percent.</summary>
public sealed class AllocationDraft
{
    public double? ControlPercent { get; set; } = 100 * AllocationPart.Usual.ControlShare;

    public double? FloorPercent { get; set; } = 100 * AllocationPart.Usual.Floor;

    public double? CeilingPercent { get; set; } = 100 * AllocationPart.Usual.Ceiling;

    public int? BurnIn { get; set; } = AllocationPart.Usual.BurnIn;

    public int? Every { get; set; } = AllocationPart.Usual.Every;

    public long? ExposureBudget { get; set; }

    /// <summary>In the metric's own unit, summed over customers.</summary>
    public double? RegretBudget { get; set; }

    public AllocationPurpose Purpose { get; set; } = AllocationPart.Usual.Purpose;

    /// <summary>Part of the arm that looks best; kept, though not asked, when shares are moved to lose least.</summary>
    public double? TopPercent { get; set; } = 100 * AllocationPart.Usual.TopShare;

    public AllocationPart ToPart() => new(
        Share(FloorPercent), Share(CeilingPercent), Share(ControlPercent), BurnIn ?? 0, Every ?? 0, Share(TopPercent), ExposureBudget, RegretBudget)
    {
        Purpose = Purpose,
    };

    public static AllocationDraft Of(AllocationPart part) => new()
    {
        ControlPercent = Percent(part.ControlShare),
        FloorPercent = Percent(part.Floor),
        CeilingPercent = Percent(part.Ceiling),
        BurnIn = part.BurnIn,
        Every = part.Every,
        ExposureBudget = part.ExposureBudget,
        RegretBudget = part.RegretBudget,
        Purpose = part.Purpose,
        TopPercent = Percent(part.TopShare),
    };

    private static double Share(double? percent) => percent / 100 ?? double.NaN;

    private static double Percent(double share) => Math.Round(share * 100, 6);
}
