namespace ConvoStudio.Web.Components.Experiments;

/// <summary>An arm as it is being typed.</summary>
public sealed class ArmDraft
{
    public string Key { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Policy { get; set; }

    public int Share { get; set; } = 50;
}
