namespace ConvoStudio.Application.Keys;

/// <summary>What a key may do.</summary>
[Flags]
public enum KeyScopes
{
    None = 0,

    /// <summary>Open conversations, report turns and outcomes, ask for decisions.</summary>
    Decide = 1,

    /// <summary>Read results, decisions and live frames.</summary>
    Report = 2,

    /// <summary>Define playbooks, experiments, imports and keys.</summary>
    Manage = 4,

    All = Decide | Report | Manage,
}
