using System.Text;
using ConvoStudio.Application.Imports;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class FindingsTests
{
    [Fact]
    public void Build_FaultyData_FindsEachFaultWithItsCount()
    {
        using var summary = new SummaryBuilder();
        for (var i = 0; i < 200; i++)
            Add(summary, i, copyOf: i is 180 or 190 ? 3 : i);
        var found = summary.Build().Findings!;
        Assert.DoesNotContain(found, f => f.Kind is ImportFindingKind.TooFew or ImportFindingKind.OneOutcome);
        Assert.Contains(new(ImportFindingKind.Duplicated, FindingSeverity.Look, "", 2, 200), found);
        Assert.Contains(new(ImportFindingKind.Unlabelled, FindingSeverity.Look, "", 200, 1000), found);
        Assert.Contains(new(ImportFindingKind.ConstantFact, FindingSeverity.Note, "country", 200, 200), found);
        Assert.Contains(found, f => f is { Kind: ImportFindingKind.MissingFact, Subject: "segment", Severity: FindingSeverity.Look, Total: 200 } && f.Share > 0.6);
        Assert.Contains(found, f => f is { Kind: ImportFindingKind.LeakingFact, Subject: "deal" });
        Assert.Contains(found, f => f is { Kind: ImportFindingKind.LeakingAct, Subject: "pay" });
        Assert.Equal(found.OrderByDescending(f => f.Severity).Select(f => f.Severity), found.Select(f => f.Severity));
    }

    [Fact]
    public void Build_FewConversationsOfOneOutcome_SaysBoth()
    {
        using var summary = new SummaryBuilder();
        for (var i = 0; i < 12; i++)
            Add(summary, 3 * i, 3 * i);
        var found = summary.Build().Findings!;
        Assert.Contains(new(ImportFindingKind.TooFew, FindingSeverity.Serious, "", 12, 12), found);
        Assert.Contains(new(ImportFindingKind.OneOutcome, FindingSeverity.Serious, "", 0, 12), found);
    }

    private static void Add(SummaryBuilder summary, int number, int copyOf)
    {
        var converted = copyOf % 3 == 0;
        var json = Encoding.UTF8.GetBytes($$"""
            {"conversation_id":"c-{{number}}","turns":[{"speaker":"customer","acts":["greet"],"text":"{{copyOf}}"},{"speaker":"agent"},{"speaker":"customer","acts":["answer"]},{"speaker":"agent","acts":["offer"]},{"speaker":"customer","acts":["{{(converted ? "pay" : "answer")}}"]}],"outcome":{"converted":{{(converted ? "true" : "false")}}},"context":{"country":"AT","segment":{{(copyOf % 4 == 0 ? "\"new\"" : copyOf % 8 == 1 ? "\"old\"" : "null")}},"deal":{{(converted ? "1" : "0")}} } }
            """);
        Assert.True(ConversationLine.TryParse(json, out var conversation, out var problem), problem?.Reason);
        summary.Add(json, conversation);
    }
}
