package org.dl4jmot.testkit;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds public API without a comment. The compiler's doclint asks for that only together with a tag
 * for every parameter and result, which breeds tags that repeat the name.
 */
final class MissingJavadoc extends TreePathScanner<Void, Void> {
  private final DocTrees docs;
  private final CompilationUnitTree unit;
  private final List<String> found;

  private MissingJavadoc(DocTrees docs, CompilationUnitTree unit, List<String> found) {
    this.docs = docs;
    this.unit = unit;
    this.found = found;
  }

  /**
   * Reads every source file below a directory.
   *
   * @param sources the directory
   * @return where a comment is missing: file, line and name
   */
  static List<String> below(Path sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  null,
                  null,
                  files.getJavaFileObjectsFromPaths(javaFiles(sources)));
      for (CompilationUnitTree unit : task.parse()) {
        new MissingJavadoc(DocTrees.instance(task), unit, found).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sources below " + sources, e);
    }
    return found;
  }

  private static List<Path> javaFiles(Path sources) throws IOException {
    try (Stream<Path> paths = Files.walk(sources)) {
      return paths.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  @Override
  public Void visitClass(ClassTree type, Void unused) {
    // What is not visible has no visible members.
    if (isVisible(type.getModifiers())) {
      requireComment(type.getSimpleName().toString());
      super.visitClass(type, null);
    }
    return null;
  }

  @Override
  public Void visitMethod(MethodTree method, Void unused) {
    if (isVisible(method.getModifiers()) && !isOverride(method) && !isCompactConstructor(method)) {
      requireComment(method.getName().toString());
    }
    return null;
  }

  @Override
  public Void visitVariable(VariableTree field, Void unused) {
    if (isVisible(field.getModifiers())) {
      requireComment(field.getName().toString());
    }
    return null;
  }

  private boolean isVisible(ModifiersTree modifiers) {
    return modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED)
        || (isInInterface() && !modifiers.getFlags().contains(Modifier.PRIVATE));
  }

  private boolean isInInterface() {
    TreePath parent = getCurrentPath().getParentPath();
    Tree.Kind kind = parent.getLeaf().getKind();
    return kind == Tree.Kind.INTERFACE || kind == Tree.Kind.ANNOTATION_TYPE;
  }

  private boolean isCompactConstructor(MethodTree method) {
    return method.getName().contentEquals("<init>")
        && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
  }

  private static boolean isOverride(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .anyMatch(type -> type.toString().equals("Override"));
  }

  private void requireComment(String name) {
    if (docs.getDocComment(getCurrentPath()) == null) {
      long position = docs.getSourcePositions().getStartPosition(unit, getCurrentPath().getLeaf());
      long line = unit.getLineMap().getLineNumber(position);
      found.add(unit.getSourceFile().getName() + ":" + line + ": " + name);
    }
  }
}
