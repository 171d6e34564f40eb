using Bunit;
using ConvoStudio.Engine.Compliance.Verification;
using ConvoStudio.Web.Components.Compliance;

namespace ConvoStudio.Web.Tests.Components.Compliance;

public sealed class RuleFindingsTests : ComponentTest
{
    private static VerificationReport Report(bool complete = true) => new(
        VerificationMode.Shielded, [], [new("open", ["Customer: hello"], ["a", "b"], []), new("end", [], ["c"], ["c"])], ["d"], ["e"], ["gold"], 7, complete, []);

    [Fact]
    public void List_NamesEachFinding_WithItsRules()
    {
        var list = Render<RuleFindings>(p => p.Add(findings => findings.Report, Report()));
        Assert.Equal(["contradiction", "dead-end", "never", "redundant", "product"], list.FindAll("[data-finding]").Select(f => f.GetAttribute("data-finding")));
        Assert.Equal(["/rules/a", "/rules/b"], list.FindAll("[data-finding=contradiction] a").Select(a => a.GetAttribute("href")));
        Assert.Contains("hello", list.Find("[data-finding=contradiction]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void List_OfOneRule_ShowsWhatTouchesIt()
    {
        var list = Render<RuleFindings>(p => p.Add(findings => findings.Report, Report()).Add(findings => findings.Key, "d"));
        Assert.Equal(["never"], list.FindAll("[data-finding]").Select(f => f.GetAttribute("data-finding")));
        Assert.Equal("none", Render<RuleFindings>(p => p.Add(findings => findings.Report, Report()).Add(findings => findings.Key, "z")).Find("[data-finding]").GetAttribute("data-finding"));
    }

    [Fact]
    public void List_OfASearchThatWasNotFinished_SaysHowFarItCame() => Assert.Contains(
        "7", Render<RuleFindings>(p => p.Add(findings => findings.Report, Report(complete: false)).Add(findings => findings.Key, "z")).Find("p").TextContent, StringComparison.Ordinal);
}
