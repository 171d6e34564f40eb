using ConvoStudio.Engine.Contexts;
using NetArchTest.Rules;
using Xunit;

namespace ConvoStudio.Engine.Tests;

public sealed class ArchitectureTests
{
    private static readonly Types Engine = Types.InAssembly(typeof(ConversationState).Assembly);

    [Fact]
    public void Engine_References_AreBaseLibraryAndNumericsOnly()
    {
        string[] allowed = ["MathNet.Numerics", "System.Runtime", "System.Private.CoreLib"];
        var foreign = typeof(ConversationState).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !allowed.Contains(n) && !n.StartsWith("System.", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("Microsoft")]
    [InlineData("System.IO.File")]
    [InlineData("System.IO.Directory")]
    [InlineData("System.IO.FileStream")]
    [InlineData("System.Net")]
    [InlineData("System.Data")]
    [InlineData("System.Threading.Thread")]
    [InlineData("System.Threading.Tasks.Task")]
    [InlineData("System.Threading.Timer")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.TimeProvider")]
    public void Engine_DoesNotDependOn(string forbidden) => AssertHolds(Engine.ShouldNot().HaveDependencyOn(forbidden));

    [Fact]
    public void Policies_DoNotReferenceSimulation() => AssertHolds(
        Engine.That().ResideInNamespace("ConvoStudio.Engine.Policies").ShouldNot().HaveDependencyOn("ConvoStudio.Engine.Simulation"));

    [Fact]
    public void Search_ForWhatIsThere_FindsIt()
    {
        // Without this the tests above could pass because nothing is looked at.
        Assert.NotEmpty(Engine.That().ResideInNamespace("ConvoStudio.Engine.Policies").GetTypes());
        Assert.NotEmpty(Engine.That().HaveDependencyOn("System.Math").GetTypes());
        Assert.NotEmpty(Engine.That().HaveDependencyOn("ConvoStudio.Engine.Contexts").GetTypes());
    }

    private static void AssertHolds(ConditionList condition) =>
        Assert.Empty(condition.GetResult().FailingTypeNames ?? []);
}
