namespace ConvoStudio.Engine.Tests;

/// <summary>What a piece of code allocates on its thread.</summary>
internal static class AllocatedBytes
{
    /// <summary>The least of five runs. A collection set off by another test gives this thread a new piece of heap, and the unused rest of the old one then counts
    /// as allocated; what the code itself allocates shows in every run.</summary>
    public static long Of(Action action)
    {
        action();
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
