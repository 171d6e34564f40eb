using System.Text.Json;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;

namespace ConvoStudio.Web.Components.Integrate;

/// <summary>A copy-paste example of a whole conversation, with the words of a playbook. One file each; tests run exactly what is handed out.</summary>
/// <param name="Key">In the address: curl, csharp, typescript, python.</param>
public sealed record AgentSample(string Key, string FileName)
{
    public static IReadOnlyList<AgentSample> All { get; } =
        [new("curl", "agent.sh"), new("csharp", "agent.cs"), new("typescript", "agent.ts"), new("python", "agent.py")];

    /// <summary>The sample for a playbook on a server.</summary>
    /// <param name="baseAddress">Without a slash at the end.</param>
    public string Render(Playbook playbook, string baseAddress)
    {
        var fallback = playbook.Actions.First(action => action.Number == playbook.Fallback);
        var customer = playbook.Acts.Where(act => act is { ByCustomer: true, StatesOutcome: false }).OrderBy(act => act.Position).Take(1).Select(act => act.Key);
        (string Name, string Value)[] values =
        [
            ("playbook", playbook.Key), ("baseAddress", baseAddress), ("facts", Facts(playbook)), ("customerActs", JsonSerializer.Serialize(customer)),
            ("fallback", fallback.Key), ("fallbackActs", JsonSerializer.Serialize(fallback.Acts)),
        ];
        return values.Aggregate(Template(), (text, value) => text.Replace($"{{{{{value.Name}}}}}", value.Value, StringComparison.Ordinal));
    }

    // The default encoder writes quotes as \u0027, so that the text stands in a shell's and a raw string's quotes alike.
    private static string Facts(Playbook playbook)
    {
        var facts = playbook.Facts.Where(fact => !fact.Archived && fact.Usages.HasFlag(FactUsages.Policy)).OrderBy(fact => fact.Position).Take(3)
            .Where(fact => fact.Type != FactType.Category || fact.Words.Count > 0)
            .ToDictionary(fact => fact.Key, fact => fact.Type switch
            {
                FactType.Number => 1,
                FactType.Flag => true,
                _ => (object)fact.Words[0],
            }, StringComparer.Ordinal);
        return JsonSerializer.Serialize(facts);
    }

    private string Template()
    {
        using var stream = typeof(AgentSample).Assembly.GetManifestResourceStream($"Samples/{FileName}") ?? throw new InvalidOperationException($"The sample {FileName} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
